import { Button, LinkButton } from '@grafana/ui';
import type { IncidentDetail } from '@vigil/contract';
import React, { useState } from 'react';
import { useIncidentAction } from '../../../data/useIncidents';
import { useStartInvestigation } from '../../../data/useInvestigations';
import { ProblemAlert } from '../../../shared/components/ProblemAlert';
import { investigationPath } from '../../../shared/links';
import { canRespond, editorNeeded } from '../../../shared/permissions';
import { ResolveDialog } from './ResolveDialog';

export function IncidentActions({ incident }: { incident: IncidentDetail }) {
  const [isResolving, setResolving] = useState(false);
  const acknowledge = useIncidentAction(incident.id);
  const mayRespond = canRespond();
  const tooltip = mayRespond ? undefined : editorNeeded;
  return (
    <>
      <ProblemAlert error={acknowledge.error} title="Not acknowledged" />
      <InvestigationActions incident={incident} />
      {incident.status === 'open' && (
        <Button
          size="sm"
          variant="secondary"
          icon={acknowledge.isPending ? 'spinner' : 'eye'}
          disabled={!mayRespond || acknowledge.isPending}
          tooltip={tooltip}
          onClick={() => acknowledge.mutate({ verb: 'acknowledge' })}
        >
          Acknowledge
        </Button>
      )}
      {incident.status !== 'resolved' && (
        <Button size="sm" icon="check" disabled={!mayRespond} tooltip={tooltip} onClick={() => setResolving(true)}>
          Resolve…
        </Button>
      )}
      {isResolving && <ResolveDialog incident={incident} onClose={() => setResolving(false)} />}
    </>
  );
}

function InvestigationActions({ incident: { id, investigationId } }: { incident: IncidentDetail }) {
  const start = useStartInvestigation();
  const mayRespond = canRespond();
  const newestId = start.data?.id ?? investigationId;
  return (
    <>
      <ProblemAlert error={start.error} title="No investigation was started" />
      {newestId !== null && (
        <LinkButton size="sm" variant="secondary" icon="search" href={investigationPath(newestId)}>
          Investigation
        </LinkButton>
      )}
      <Button
        size="sm"
        variant="secondary"
        icon={start.isPending ? 'spinner' : 'search'}
        disabled={!mayRespond || start.isPending}
        tooltip={mayRespond ? undefined : editorNeeded}
        onClick={() => start.mutate({ incidentId: id })}
      >
        {newestId === null ? 'Investigate' : 'Investigate again'}
      </Button>
    </>
  );
}
