import { SceneApp } from '@grafana/scenes';
import { anomaliesPage } from '../pages/Anomalies/anomaliesPage';
import { incidentsPage } from '../pages/Incidents/incidentsPage';
import { insightsPage } from '../pages/Insights/insightsPage';
import { investigationsPage } from '../pages/Investigations/investigationsPage';

export function createSceneApp(): SceneApp {
  return new SceneApp({
    name: 'vigil',
    pages: [insightsPage(), anomaliesPage(), incidentsPage(), investigationsPage()],
  });
}
