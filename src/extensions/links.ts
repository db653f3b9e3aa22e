import {
  PluginExtensionPoints,
  rangeUtil,
  type PluginExtensionAddedLinkConfig,
  type PluginExtensionPanelContext,
} from '@grafana/data';

import { pagePath, startInvestigationPath } from '../shared/links';
import { canRespond } from '../shared/permissions';
import { serviceOfPanel } from './serviceOfPanel';

/** "Investigate with Vigil" in the menu of every panel, for those who may start an investigation. */
export const investigatePanelLink: PluginExtensionAddedLinkConfig<PluginExtensionPanelContext> = {
  targets: [PluginExtensionPoints.DashboardPanelMenu],
  title: 'Investigate with Vigil',
  description: 'Find out what went wrong in the time range of this panel',
  icon: 'search',
  path: pagePath('investigations'),
  configure: (context) => (context !== undefined && canRespond() ? { path: pathOf(context) } : undefined),
};

function pathOf(context: Readonly<PluginExtensionPanelContext>): string {
  const { from, to } = rangeUtil.convertRawToRange(context.timeRange);
  return startInvestigationPath(serviceOfPanel(context), from.toISOString(), to.toISOString());
}
