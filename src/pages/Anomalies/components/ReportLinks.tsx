import { Button, LinkButton } from '@grafana/ui';
import type { Anomaly, AnomalyReport } from '@vigil/contract';
import React, { useState } from 'react';
import { findVigilDataSource } from '../../../data/telemetryDataSources';
import { alertRulePath } from '../../../shared/alertRulePath';
import { anomalyPath, incidentPath, investigationPath, startInvestigationPath } from '../../../shared/links';
import { canCreateAlertRules, canRespond } from '../../../shared/permissions';
import { rangeAround } from '../panels/rangeAround';
import { MuteDialog } from './MuteDialog';

/** Where an anomaly leads to: its incident, its investigation or a new one, an alert rule, and silence. */
export function ReportLinks({ report: { anomaly, investigationId } }: { report: AnomalyReport }) {
  const { from, to } = rangeAround(anomaly);
  const startPath = startInvestigationPath(anomaly.service, from.toISOString(), to.toISOString());
  return (
    <>
      <AlertRuleLink anomaly={anomaly} />
      {canRespond() && anomaly.mute === null && <MuteButton anomaly={anomaly} />}
      {anomaly.incidentId !== null && (
        <LinkButton size="sm" variant="secondary" icon="fire" href={incidentPath(anomaly.incidentId)}>
          Incident
        </LinkButton>
      )}
      {investigationId !== null && (
        <LinkButton size="sm" icon="search" href={investigationPath(investigationId)}>
          Investigation
        </LinkButton>
      )}
      {investigationId === null && canRespond() && (
        <LinkButton size="sm" icon="search" href={startPath}>
          Investigate
        </LinkButton>
      )}
    </>
  );
}

function AlertRuleLink({ anomaly: { id, service, detectorId, detectorTitle } }: { anomaly: Anomaly }) {
  const dataSource = canCreateAlertRules() ? findVigilDataSource() : undefined;
  const rule = { name: `${service} · ${detectorTitle} is anomalous`, service, detectorId };
  return (
    dataSource && (
      <LinkButton size="sm" variant="secondary" icon="bell" href={alertRulePath(dataSource, rule, anomalyPath(id))}>
        Create alert rule
      </LinkButton>
    )
  );
}

function MuteButton({ anomaly }: { anomaly: Anomaly }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" variant="secondary" icon="bell-slash" onClick={() => setOpen(true)}>
        Mute…
      </Button>
      {isOpen && <MuteDialog anomaly={anomaly} onClose={() => setOpen(false)} />}
    </>
  );
}
