import { EmbeddedScene, SceneAppPage, type SceneAppPageLike, type SceneRouteMatch } from '@grafana/scenes';
import { detectorPath, detectorsPath, newDetector } from '../../shared/links';
import { DetectorEditor } from './DetectorEditor';
import { DetectorOverview } from './DetectorOverview';

/** The detectors behind the anomalies. The navigation has them beside those, so no page is their parent. */
export function detectorsPage(): SceneAppPage {
  return new SceneAppPage({
    title: 'Detectors',
    subTitle: 'What is watched, how well it has been learned, and what would be found.',
    url: detectorsPath(),
    routePath: 'detectors/*',
    getScene: () => new EmbeddedScene({ body: new DetectorOverview({}) }),
    drilldowns: [{ routePath: ':detectorId/*', getPage: detectorPage }],
  });
}

function detectorPage(match: SceneRouteMatch<{ detectorId: string }>, parent: SceneAppPageLike): SceneAppPage {
  const id = decodeURIComponent(match.params.detectorId);
  return new SceneAppPage({
    title: id === newDetector ? 'New detector' : id,
    url: detectorPath(id),
    routePath: ':detectorId/*',
    getParentPage: () => parent,
    getScene: () => new EmbeddedScene({ body: new DetectorEditor({ id: id === newDetector ? null : id }) }),
  });
}
