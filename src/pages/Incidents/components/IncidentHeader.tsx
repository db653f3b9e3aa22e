import { Stack } from '@grafana/ui';
import type { IncidentDetail } from '@vigil/contract';
import React from 'react';
import { incidentStatusAppearance, severityAppearance, ticketAppearance } from '../../../shared/appearance';
import { FactList, type Fact } from '../../../shared/components/FactList';
import { Section } from '../../../shared/components/Section';
import { ToneBadge } from '../../../shared/components/ToneBadge';
import { formatElapsed, formatInstant } from '../../../shared/formatInstant';
import { resolutionWords } from '../resolutionWords';
import { IncidentActions } from './IncidentActions';

export function IncidentHeader({ incident }: { incident: IncidentDetail }) {
  return (
    <Section title="State" actions={<IncidentActions incident={incident} />}>
      <Stack direction="column" gap={2}>
        <Stack gap={1} wrap="wrap">
          <ToneBadge appearance={severityAppearance[incident.severity]} />
          <ToneBadge appearance={incidentStatusAppearance[incident.status]} />
          {incident.priority === 'ticket' && (
            <ToneBadge
              appearance={ticketAppearance}
              tooltip="Nobody is paged: what is in it was found by detectors that are often wrong."
            />
          )}
          {incident.isTest && <ToneBadge appearance={{ text: 'Test', tone: 'info', icon: 'info-circle' }} />}
        </Stack>
        <FactList facts={factsOf(incident)} />
      </Stack>
    </Section>
  );
}

function factsOf(incident: IncidentDetail): Fact[] {
  const { service, affectedServices, startedAt, openedAt, resolvedAt, resolution } = incident;
  const facts: Fact[] = [
    { name: 'Held responsible', value: service ?? 'nothing yet' },
    { name: 'Affected', value: affectedServices.length === 0 ? 'no other service' : affectedServices.join(', ') },
    { name: 'Began', value: formatInstant(startedAt) },
    { name: 'Opened', value: `${formatInstant(openedAt)}, ${formatElapsed(startedAt, openedAt)} later` },
    { name: resolvedAt === null ? 'Lasting for' : 'Lasted', value: formatElapsed(startedAt, resolvedAt) },
  ];
  if (incident.acknowledgedBy !== null) {
    facts.push({ name: 'Acknowledged by', value: incident.acknowledgedBy });
  }
  if (resolvedAt !== null) {
    const reason = resolution === null ? '' : `, ${resolutionWords[resolution].toLowerCase()}`;
    facts.push({ name: 'Resolved by', value: `${incident.resolvedBy ?? 'vigil'}${reason}` });
  }
  return facts;
}
