import type { Investigation, InvestigationPage } from '@vigil/contract';
import React from 'react';
import { investigationStatusAppearance } from '../../../shared/appearance';
import { DataTable, type Column } from '../../../shared/components/DataTable';
import { EmptyList } from '../../../shared/components/EmptyList';
import { Section } from '../../../shared/components/Section';
import { TimeText } from '../../../shared/components/TimeText';
import { TitleCell } from '../../../shared/components/TitleCell';
import { ToneBadge } from '../../../shared/components/ToneBadge';
import { Pager } from '../../../shared/filters/Pager';
import { formatElapsed } from '../../../shared/formatInstant';
import { noValue } from '../../../shared/formatValue';
import { investigationPath } from '../../../shared/links';
import type { UrlFilters } from '../../../shared/scenes/UrlFilters';

interface Props {
  page: InvestigationPage;
  filters: UrlFilters;
  isStale: boolean;
}

const columns: Array<Column<Investigation>> = [
  {
    id: 'status',
    header: 'Status',
    render: ({ status }) => <ToneBadge appearance={investigationStatusAppearance[status]} />,
  },
  {
    id: 'investigation',
    header: 'Investigation',
    grow: true,
    render: ({ id, title, summary, error }) => (
      <TitleCell href={investigationPath(id)} title={title} detail={error ?? summary} />
    ),
  },
  { id: 'cause', header: 'Likely cause', render: causeOf },
  { id: 'by', header: 'Started by', render: ({ requestedBy }) => requestedBy },
  { id: 'created', header: 'Started', render: ({ createdAt }) => <TimeText instant={createdAt} /> },
  {
    id: 'took',
    header: 'Took',
    align: 'end',
    render: ({ startedAt, finishedAt }) => (startedAt === null ? noValue : formatElapsed(startedAt, finishedAt)),
  },
];

function causeOf({ suspects }: Investigation): string {
  return suspects.find(({ role }) => role === 'cause')?.service ?? noValue;
}

export function InvestigationTable({ page, filters, isStale }: Props) {
  if (page.items.length === 0) {
    return (
      <EmptyList filters={filters} title="No investigations yet">
        Vigil investigates every incident by itself. You can also start one for a service and a time range.
      </EmptyList>
    );
  }
  return (
    <Section title="Investigations" count={page.total} flush>
      <DataTable
        caption="Investigations"
        columns={columns}
        rows={page.items}
        rowKey={({ id }) => id}
        isStale={isStale}
      />
      <Pager filters={filters} total={page.total} shown={page.items.length} nextCursor={page.nextCursor} />
    </Section>
  );
}
