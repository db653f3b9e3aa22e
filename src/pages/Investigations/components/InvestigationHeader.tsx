import { Alert, LinkButton, Stack, Text } from '@grafana/ui';
import type { InvestigationDetail } from '@vigil/contract';
import React from 'react';
import { investigationStatusAppearance } from '../../../shared/appearance';
import { FactList } from '../../../shared/components/FactList';
import { Section } from '../../../shared/components/Section';
import { ToneBadge } from '../../../shared/components/ToneBadge';
import { formatElapsed, formatInstant } from '../../../shared/formatInstant';
import { noValue } from '../../../shared/formatValue';
import { incidentPath } from '../../../shared/links';

const triggerWords = { incident: 'an incident', manual: 'a person', panel: 'a panel' };

export function InvestigationHeader({ investigation }: { investigation: InvestigationDetail }) {
  const { status, summary, error, incidentId } = investigation;
  return (
    <Section
      title="Result"
      actions={
        incidentId !== null && (
          <LinkButton size="sm" variant="secondary" icon="fire" href={incidentPath(incidentId)}>
            Incident
          </LinkButton>
        )
      }
    >
      <Stack direction="column" gap={2}>
        {error !== null && (
          <Alert severity="error" title="The investigation failed">
            {error}
          </Alert>
        )}
        <div aria-live="polite">
          <Stack gap={1} wrap="wrap" alignItems="center">
            <ToneBadge appearance={investigationStatusAppearance[status]} />
            {summary !== '' && <Text element="p">{summary}</Text>}
          </Stack>
        </div>
        <FactList facts={factsOf(investigation)} />
      </Stack>
    </Section>
  );
}

function factsOf(investigation: InvestigationDetail) {
  const { service, windowFrom, windowTo, requestedBy, trigger, createdAt, startedAt, finishedAt } = investigation;
  return [
    { name: 'Trouble seen at', value: service ?? noValue },
    { name: 'Window', value: `${formatInstant(windowFrom)} to ${formatInstant(windowTo)}` },
    { name: 'Started', value: formatInstant(createdAt) },
    { name: 'Started by', value: `${requestedBy}, from ${triggerWords[trigger]}` },
    {
      name: finishedAt === null ? 'Running for' : 'Took',
      value: startedAt === null ? noValue : formatElapsed(startedAt, finishedAt),
    },
  ];
}
