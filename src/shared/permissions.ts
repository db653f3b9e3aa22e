import { OrgRole } from '@grafana/data';
import { config } from '@grafana/runtime';

const responderRoles: readonly string[] = [OrgRole.Editor, OrgRole.Admin];

export const editorNeeded = 'Needs the Editor role';
export const adminNeeded = 'Needs the Admin role';

/** Editors acknowledge, resolve, comment and start investigations; the app backend and the service check it again. */
export function canRespond(): boolean {
  return responderRoles.includes(config.bootData.user.orgRole);
}

export function canConfigure(): boolean {
  return config.bootData.user.orgRole === OrgRole.Admin;
}

export function canExplore(): boolean {
  return config.exploreEnabled && config.bootData.user.permissions?.['datasources:explore'] === true;
}

export function canCreateAlertRules(): boolean {
  return config.unifiedAlertingEnabled && config.bootData.user.permissions?.['alert.rules:create'] === true;
}
