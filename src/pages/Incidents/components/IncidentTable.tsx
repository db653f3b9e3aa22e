import { Stack } from '@grafana/ui';
import type { Incident, IncidentPage } from '@vigil/contract';
import React from 'react';
import { incidentStatusAppearance, severityAppearance, ticketAppearance } from '../../../shared/appearance';
import { DataTable, type Column } from '../../../shared/components/DataTable';
import { EmptyList } from '../../../shared/components/EmptyList';
import { Section } from '../../../shared/components/Section';
import { TimeText } from '../../../shared/components/TimeText';
import { TitleCell } from '../../../shared/components/TitleCell';
import { ToneBadge } from '../../../shared/components/ToneBadge';
import { Pager } from '../../../shared/filters/Pager';
import { formatElapsed } from '../../../shared/formatInstant';
import { countOf } from '../../../shared/formatValue';
import { incidentPath } from '../../../shared/links';
import type { UrlFilters } from '../../../shared/scenes/UrlFilters';

interface Props {
  page: IncidentPage;
  filters: UrlFilters;
  isStale: boolean;
}

const columns: Array<Column<Incident>> = [
  {
    id: 'severity',
    header: 'Severity',
    render: ({ severity }) => <ToneBadge appearance={severityAppearance[severity]} />,
  },
  {
    id: 'incident',
    header: 'Incident',
    grow: true,
    render: ({ id, number, title, isTest, ...incident }) => (
      <TitleCell
        href={incidentPath(id)}
        title={`#${number} ${title}${isTest ? ' (test)' : ''}`}
        detail={membersOf(incident)}
      />
    ),
  },
  { id: 'service', header: 'Held responsible', render: ({ service }) => service ?? 'nothing yet' },
  {
    id: 'status',
    header: 'Status',
    render: ({ status, priority }) => (
      <Stack gap={0.5} wrap="wrap">
        <ToneBadge appearance={incidentStatusAppearance[status]} />
        {priority === 'ticket' && <ToneBadge appearance={ticketAppearance} />}
      </Stack>
    ),
  },
  { id: 'opened', header: 'Opened', render: ({ openedAt }) => <TimeText instant={openedAt} /> },
  { id: 'lasting', header: 'Lasting', render: ({ startedAt, resolvedAt }) => formatElapsed(startedAt, resolvedAt) },
];

function membersOf({
  anomalyCount,
  alertCount,
  affectedServices,
}: Omit<Incident, 'id' | 'number' | 'title' | 'isTest'>): string {
  const members = [
    anomalyCount > 0 && countOf(anomalyCount, 'anomaly', 'anomalies'),
    alertCount > 0 && countOf(alertCount, 'alert'),
    `affects ${affectedServices.length === 0 ? 'no service' : affectedServices.join(', ')}`,
  ];
  return members.filter(Boolean).join(' · ');
}

export function IncidentTable({ page, filters, isStale }: Props) {
  if (page.items.length === 0) {
    return (
      <EmptyList filters={filters} title="No incidents in this time range">
        An incident opens when a threshold and the model agree, or when an alert arrives.
      </EmptyList>
    );
  }
  return (
    <Section title="Incidents" count={page.total} flush>
      <DataTable caption="Incidents" columns={columns} rows={page.items} rowKey={({ id }) => id} isStale={isStale} />
      <Pager filters={filters} total={page.total} shown={page.items.length} nextCursor={page.nextCursor} />
    </Section>
  );
}
