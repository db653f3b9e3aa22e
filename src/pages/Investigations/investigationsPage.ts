import { SceneAppPage, type SceneAppPageLike, type SceneRouteMatch } from '@grafana/scenes';
import { investigationPath, pagePath } from '../../shared/links';
import { investigationScene, investigationsScene } from './investigationsScene';

export function investigationsPage(): SceneAppPage {
  return new SceneAppPage({
    title: 'Investigations',
    subTitle: 'What was collected about an incident, and which service it points at.',
    url: pagePath('investigations'),
    routePath: 'investigations/*',
    getScene: investigationsScene,
    drilldowns: [{ routePath: ':id/*', getPage: investigationPage }],
  });
}

function investigationPage(match: SceneRouteMatch<{ id: string }>, parent: SceneAppPageLike): SceneAppPage {
  const id = decodeURIComponent(match.params.id);
  return new SceneAppPage({
    title: 'Investigation',
    url: investigationPath(id),
    routePath: ':id/*',
    getParentPage: () => parent,
    getScene: () => investigationScene(id),
  });
}
