import { ThresholdsMode, type DataFrame } from '@grafana/data';
import {
  PanelBuilders,
  SceneDataTransformer,
  SceneQueryRunner,
  type SceneDataProvider,
  type VizPanel,
} from '@grafana/scenes';
import {
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  SortOrder,
  TooltipDisplayMode,
  type DataSourceRef,
} from '@grafana/schema';
import type { QueryType } from '@vigil/contract';
import { map } from 'rxjs';

export interface ScoreQuery {
  queryType: QueryType;
  service?: string;
  detectorId?: string;
}

type Reshape = (frames: DataFrame[]) => DataFrame[];

export function queryVigil(datasource: DataSourceRef, query: ScoreQuery, reshape: Reshape): SceneDataProvider {
  return new SceneDataTransformer({
    $data: new SceneQueryRunner({ datasource, queries: [{ refId: 'A', ...query }] }),
    transformations: [() => (frames) => frames.pipe(map(reshape))],
  });
}

const scoreThresholds = {
  mode: ThresholdsMode.Absolute,
  steps: [
    { value: -Infinity, color: 'green' },
    { value: 1, color: 'orange' },
    { value: 2, color: 'red' },
  ],
};

function timeSeriesBuilder(title: string, data: SceneDataProvider) {
  return PanelBuilders.timeseries()
    .setTitle(title)
    .setData(data)
    .setOption('tooltip', { mode: TooltipDisplayMode.Multi, sort: SortOrder.Descending })
    .setCustomFieldConfig('lineWidth', 1)
    .setCustomFieldConfig('spanNulls', 60_000);
}

/** Scores with lines where they become high (1) and critical (2). */
export function scorePanel(title: string, data: SceneDataProvider): VizPanel {
  return timeSeriesBuilder(title, data)
    .setDescription('From 1 a series is anomalous, from 2 critically so.')
    .setUnit('none')
    .setDecimals(2)
    .setMin(0)
    .setCustomFieldConfig('axisSoftMax', 2.5)
    .setThresholds(scoreThresholds)
    .setCustomFieldConfig('thresholdsStyle', { mode: GraphThresholdsStyleMode.Dashed })
    .build();
}

/** What was seen, over the band in which it was expected. */
export function bandPanel(title: string, data: SceneDataProvider): VizPanel {
  return timeSeriesBuilder(title, data)
    .setDescription('The shaded band is where the metric was expected to be.')
    .setOption('legend', { displayMode: LegendDisplayMode.List, placement: 'bottom', showLegend: true })
    .build();
}
