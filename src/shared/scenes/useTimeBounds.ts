import { sceneGraph, type SceneObject } from '@grafana/scenes';

export interface TimeBounds {
  from: string;
  to: string;
}

/** The picked time range as ISO instants; they move when the page is refreshed. */
export function useTimeBounds(model: SceneObject): TimeBounds {
  const { value } = sceneGraph.getTimeRange(model).useState();
  return { from: value.from.toISOString(), to: value.to.toISOString() };
}
