import { SceneAppPage, SceneTimeRange } from '@grafana/scenes';
import { pagePath } from '../../shared/links';
import { timeControls } from '../../shared/scenes/pageControls';
import { insightsScene } from './insightsScene';

export function insightsPage(): SceneAppPage {
  return new SceneAppPage({
    title: 'AI Insights',
    subTitle: 'How your services are, what is unusual, and what Vigil makes of it.',
    url: pagePath('insights'),
    routePath: 'insights/*',
    $timeRange: new SceneTimeRange({ from: 'now-3h', to: 'now' }),
    controls: timeControls('30s'),
    getScene: insightsScene,
  });
}
