import { EmbeddedScene, SceneApp, SceneAppPage, SceneReactObject } from '@grafana/scenes';
import { anomaliesPage } from '../pages/Anomalies/anomaliesPage';
import { incidentsPage } from '../pages/Incidents/incidentsPage';
import { insightsPage } from '../pages/Insights/insightsPage';
import { investigationsPage } from '../pages/Investigations/investigationsPage';
import { appPath } from '../shared/plugin';
import { HomeRedirect } from './HomeRedirect';

export function createSceneApp(): SceneApp {
  return new SceneApp({
    name: 'vigil',
    pages: [homePage(), insightsPage(), anomaliesPage(), incidentsPage(), investigationsPage()],
  });
}

/** The address of the app itself leads to AI Insights. */
function homePage(): SceneAppPage {
  return new SceneAppPage({
    title: 'Vigil',
    url: appPath,
    routePath: '',
    getScene: () => new EmbeddedScene({ body: new SceneReactObject({ component: HomeRedirect }) }),
  });
}
