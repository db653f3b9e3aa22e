import { SceneRefreshPicker, SceneTimePicker, type SceneObject } from '@grafana/scenes';

const intervals = ['10s', '30s', '1m', '5m'];

/** Time range and refresh, beside the title of a page. */
export function timeControls(refresh = ''): SceneObject[] {
  return [new SceneTimePicker({}), new SceneRefreshPicker({ refresh, intervals, withText: true })];
}
