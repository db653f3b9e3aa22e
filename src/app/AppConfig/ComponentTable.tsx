import type { ComponentStatus, ServiceStatus } from '@vigil/contract';
import React from 'react';
import { componentStateAppearance } from '../../shared/appearance';
import { componentWords } from '../../shared/componentNames';
import { DataTable, type Column } from '../../shared/components/DataTable';
import { PageBody } from '../../shared/components/PageBody';
import { Section } from '../../shared/components/Section';
import { TimeText } from '../../shared/components/TimeText';
import { ToneBadge } from '../../shared/components/ToneBadge';
import { formatDuration } from '../../shared/formatInstant';
import { noValue } from '../../shared/formatValue';

const columns: Array<Column<ComponentStatus>> = [
  { id: 'name', header: 'Part', render: ({ name }) => componentWords[name].title },
  { id: 'state', header: 'State', render: ({ state }) => <ToneBadge appearance={componentStateAppearance[state]} /> },
  { id: 'message', header: 'Details', grow: true, render: ({ message }) => message },
  { id: 'since', header: 'Since', render: ({ since }) => <TimeText instant={since} /> },
  {
    id: 'latency',
    header: 'Answered in',
    align: 'end',
    render: ({ latencyMs }) => (latencyMs === null ? noValue : formatDuration(latencyMs)),
  },
];

export function ComponentTable({ status }: { status: ServiceStatus }) {
  return (
    <PageBody>
      <Section title={`Vigil ${status.version}, contract ${status.contractVersion}`} flush>
        <DataTable
          caption="Parts of the service"
          columns={columns}
          rows={status.components}
          rowKey={({ name }) => name}
        />
      </Section>
    </PageBody>
  );
}
