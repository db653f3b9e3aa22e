import { SceneAppPage, SceneTimeRange, type SceneAppPageLike, type SceneRouteMatch } from '@grafana/scenes';
import { anomalyPath, pagePath } from '../../shared/links';
import { timeControls } from '../../shared/scenes/pageControls';
import { DetectorsLink } from '../Detectors/DetectorsLink';
import { detectorsPage } from '../Detectors/detectorsPage';
import { anomaliesScene, anomalyReportScene } from './anomaliesScene';

export function anomaliesPage(): SceneAppPage {
  return new SceneAppPage({
    title: 'Anomalies',
    subTitle: 'Intervals in which a metric left the band that was learned for it.',
    url: pagePath('anomalies'),
    routePath: 'anomalies/*',
    $timeRange: new SceneTimeRange({ from: 'now-24h', to: 'now' }),
    controls: [new DetectorsLink({}), ...timeControls('30s')],
    getScene: anomaliesScene,
    drilldowns: [
      { routePath: 'detectors/*', getPage: () => detectorsPage() },
      { routePath: ':id/*', getPage: anomalyReportPage },
    ],
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
