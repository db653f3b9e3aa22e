import { Text } from '@grafana/ui';
import type { BacktestIncident, BacktestLevel } from '@vigil/contract';
import React from 'react';
import { DataTable, type Column } from '../../../shared/components/DataTable';
import { TimeText } from '../../../shared/components/TimeText';
import { TitleCell } from '../../../shared/components/TitleCell';
import { incidentPath } from '../../../shared/links';
import { leadText } from './leadWords';

interface Props {
  incidents: BacktestIncident[];
  level: BacktestLevel;
}

/** Known incidents of the replayed services: which would have been found, and how early. */
export function IncidentTable({ incidents, level }: Props) {
  if (incidents.length === 0) {
    return <Text color="secondary">No incident of these services is known in this time to hold it against.</Text>;
  }
  const columns: Array<Column<BacktestIncident>> = [
    {
      id: 'incident',
      header: 'Known incident',
      grow: true,
      render: ({ id, number, title }) => <TitleCell href={incidentPath(id)} title={`${number} · ${title}`} />,
    },
    { id: 'service', header: 'Service', render: ({ service }) => service },
    { id: 'opened', header: 'Known since', render: ({ openedAt }) => <TimeText instant={openedAt} /> },
    { id: 'found', header: 'Found', render: ({ id }) => foundText(id, level) },
  ];
  return <DataTable caption="Known incidents" columns={columns} rows={incidents} rowKey={({ id }) => id} />;
}

function foundText(id: string, { caught }: BacktestLevel): string {
  const found = caught.find(({ incidentId }) => incidentId === id);
  return found === undefined ? 'missed' : leadText(found.leadSeconds);
}
