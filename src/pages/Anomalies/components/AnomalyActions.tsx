import { Dropdown, IconButton, Menu } from '@grafana/ui';
import type { Anomaly } from '@vigil/contract';
import React from 'react';
import { exploreScores, findVigilDataSource } from '../../../data/telemetryDataSources';
import { alertRulePath } from '../../../shared/alertRulePath';
import { anomalyPath, startInvestigationPath } from '../../../shared/links';
import { canCreateAlertRules, canRespond } from '../../../shared/permissions';
import { exploreRange } from '../panels/rangeAround';

/** What can be done about one anomaly of a list. */
export function AnomalyActions({ anomaly }: { anomaly: Anomaly }) {
  return (
    <Dropdown overlay={() => <ActionMenu anomaly={anomaly} />} placement="bottom-end">
      <IconButton name="ellipsis-v" aria-label={`Actions for ${anomaly.service} · ${anomaly.detectorTitle}`} />
    </Dropdown>
  );
}

function ActionMenu({ anomaly }: { anomaly: Anomaly }) {
  const { id, service, detectorId, onsetAt, endedAt } = anomaly;
  const explore = exploreScores({ queryType: 'band', service, detectorId }, exploreRange(anomaly));
  const alertRule = alertRuleFor(anomaly);
  return (
    <Menu>
      <Menu.Item label="Open the report" icon="file-alt" url={anomalyPath(id)} />
      {explore !== undefined && <Menu.Item label="Explore the series" icon="compass" url={explore} />}
      {canRespond() && (
        <Menu.Item
          label="Investigate"
          icon="search"
          url={startInvestigationPath(service, onsetAt, endedAt ?? new Date().toISOString())}
        />
      )}
      {alertRule !== undefined && <Menu.Item label="Create an alert rule" icon="bell" url={alertRule} />}
    </Menu>
  );
}

function alertRuleFor({ id, service, detectorId, detectorTitle }: Anomaly): string | undefined {
  const dataSource = canCreateAlertRules() ? findVigilDataSource() : undefined;
  const name = `${service} · ${detectorTitle} is anomalous`;
  return dataSource && alertRulePath(dataSource, { name, service, detectorId }, anomalyPath(id));
}
