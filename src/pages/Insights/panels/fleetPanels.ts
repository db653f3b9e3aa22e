import type { VizPanel } from '@grafana/scenes';
import { findVigilDataSource } from '../../../data/telemetryDataSources';
import { highestSeries } from '../../../shared/scenes/reshapeFrames';
import { queryVigil, scorePanel } from '../../../shared/scenes/timeSeriesPanels';

const shownSeries = 10;

/** Scores over time, where a Vigil data source exists to draw them from. */
export function fleetPanels(): VizPanel[] {
  const dataSource = findVigilDataSource();
  if (dataSource === undefined) {
    return [];
  }
  return [
    scorePanel('Highest anomaly scores', queryVigil(dataSource, { queryType: 'score' }, highestSeries(shownSeries))),
  ];
}
