import { LinkButton } from '@grafana/ui';
import type { AnomalyReport } from '@vigil/contract';
import React from 'react';
import { incidentPath, investigationPath, startInvestigationPath } from '../../../shared/links';
import { canRespond } from '../../../shared/permissions';
import { rangeAround } from '../panels/rangeAround';

/** Where an anomaly leads to: its incident, its investigation, or a new one. */
export function ReportLinks({ report: { anomaly, investigationId } }: { report: AnomalyReport }) {
  const { from, to } = rangeAround(anomaly);
  const startPath = startInvestigationPath(anomaly.service, from.toISOString(), to.toISOString());
  return (
    <>
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
