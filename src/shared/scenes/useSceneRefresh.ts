import { sceneGraph, type SceneObject } from '@grafana/scenes';
import { useEffect, useRef } from 'react';

/** Asks again whenever the page's refresh button or interval ticks. */
export function useSceneRefresh(model: SceneObject, refetch: () => unknown) {
  const { value } = sceneGraph.getTimeRange(model).useState();
  const seen = useRef(value);
  useEffect(() => {
    if (seen.current !== value) {
      seen.current = value;
      refetch();
    }
  }, [value, refetch]);
}
