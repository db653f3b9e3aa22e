import { SceneAppPage, sceneGraph, type SceneObject } from '@grafana/scenes';

/** Names the page after what it shows once that is known. */
export function setPageTitle(model: SceneObject, title: string) {
  sceneGraph.getAncestor(model, SceneAppPage).setState({ title });
}
