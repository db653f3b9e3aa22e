import { SceneAppPage, SceneTimeRange, type SceneAppPageLike, type SceneRouteMatch } from '@grafana/scenes';
import { incidentPath, pagePath } from '../../shared/links';
import { timeControls } from '../../shared/scenes/pageControls';
import { incidentScene, incidentsScene } from './incidentsScene';

export function incidentsPage(): SceneAppPage {
  return new SceneAppPage({
    title: 'Incidents',
    subTitle: 'Anomalies and alerts that belong together, and what is held responsible.',
    url: pagePath('incidents'),
    routePath: 'incidents/*',
    $timeRange: new SceneTimeRange({ from: 'now-7d', to: 'now' }),
    controls: timeControls('30s'),
    getScene: incidentsScene,
    drilldowns: [{ routePath: ':id/*', getPage: incidentPage }],
  });
}

function incidentPage(match: SceneRouteMatch<{ id: string }>, parent: SceneAppPageLike): SceneAppPage {
  const id = decodeURIComponent(match.params.id);
  return new SceneAppPage({
    title: 'Incident',
    url: incidentPath(id),
    routePath: ':id/*',
    getParentPage: () => parent,
    getScene: () => incidentScene(id),
  });
}
