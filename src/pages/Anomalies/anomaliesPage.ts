import { SceneAppPage, SceneTimeRange, type SceneAppPageLike, type SceneRouteMatch } from '@grafana/scenes';
import { anomalyPath, pagePath } from '../../shared/links';
import { timeControls } from '../../shared/scenes/pageControls';
import { anomaliesScene, anomalyReportScene } from './anomaliesScene';

export function anomaliesPage(): SceneAppPage {
  return new SceneAppPage({
    title: 'Anomalies',
    subTitle: 'Intervals in which a metric left the band that was learned for it.',
    url: pagePath('anomalies'),
    routePath: 'anomalies/*',
    $timeRange: new SceneTimeRange({ from: 'now-24h', to: 'now' }),
    controls: timeControls('30s'),
    getScene: anomaliesScene,
    drilldowns: [{ routePath: ':id/*', getPage: anomalyReportPage }],
  });
}

function anomalyReportPage(match: SceneRouteMatch<{ id: string }>, parent: SceneAppPageLike): SceneAppPage {
  const id = decodeURIComponent(match.params.id);
  return new SceneAppPage({
    title: 'Anomaly',
    url: anomalyPath(id),
    routePath: ':id/*',
    $timeRange: new SceneTimeRange({ from: 'now-6h', to: 'now' }),
    controls: timeControls(),
    getParentPage: () => parent,
    getScene: () => anomalyReportScene(id),
  });
}
