import type { DataSourceRef } from '@grafana/schema';
import { SceneDataLayerSet, dataLayers, type VizPanel } from '@grafana/scenes';
import type { Anomaly } from '@vigil/contract';
import { findVigilDataSource } from '../../../data/telemetryDataSources';
import { bandOf, scoreOf } from '../../../shared/scenes/reshapeFrames';
import { bandPanel, queryVigil, scorePanel } from '../../../shared/scenes/timeSeriesPanels';

/** The metric in its band, and its score, for the one series that the anomaly is about. */
export function anomalyPanels({ service, detectorId, detectorTitle, labels, unit }: Anomaly): VizPanel[] {
  const dataSource = findVigilDataSource();
  if (dataSource === undefined) {
    return [];
  }
  const query = { service, detectorId };
  return [
    bandPanel(detectorTitle, queryVigil(dataSource, { ...query, queryType: 'band' }, bandOf(labels, unit))),
    scorePanel('Anomaly score', queryVigil(dataSource, { ...query, queryType: 'score' }, scoreOf(labels))),
  ];
}

/** Marks the anomalies of this detector in the panels. */
export function anomalyLayers(anomaly: Anomaly): SceneDataLayerSet | undefined {
  const dataSource = findVigilDataSource();
  return dataSource && new SceneDataLayerSet({ layers: [anomalyLayer(anomaly, dataSource)] });
}

function anomalyLayer({ service, detectorId }: Anomaly, datasource: DataSourceRef) {
  const target = { refId: 'Anomalies', queryType: 'anomalies', service, detectorId };
  return new dataLayers.AnnotationsDataLayer({
    name: 'Anomalies',
    query: { name: 'Anomalies', enable: true, iconColor: 'red', datasource, target },
  });
}
