import type { IncidentDetail } from '@vigil/contract';
import React from 'react';
import { anomalyStatusAppearance, severityAppearance } from '../../../shared/appearance';
import { DataTable, type Column } from '../../../shared/components/DataTable';
import { TimeText } from '../../../shared/components/TimeText';
import { TitleCell } from '../../../shared/components/TitleCell';
import { ToneBadge } from '../../../shared/components/ToneBadge';
import { formatElapsed } from '../../../shared/formatInstant';
import { anomalyPath } from '../../../shared/links';

type Member = IncidentDetail['members'][number];

const columns: Array<Column<Member>> = [
  {
    id: 'severity',
    header: 'Severity',
    render: ({ severity }) => <ToneBadge appearance={severityAppearance[severity]} />,
  },
  {
    id: 'member',
    header: 'Member, and why it is one',
    grow: true,
    render: ({ kind, id, title, reason }) => (
      <TitleCell href={kind === 'anomaly' ? anomalyPath(id) : undefined} title={title} detail={reason} />
    ),
  },
  { id: 'kind', header: 'Kind', render: ({ kind }) => (kind === 'anomaly' ? 'Anomaly' : 'Alert') },
  { id: 'service', header: 'Service', render: ({ service }) => service ?? 'not known' },
  {
    id: 'status',
    header: 'Status',
    render: ({ status }) => <ToneBadge appearance={anomalyStatusAppearance[status]} />,
  },
  { id: 'began', header: 'Began', render: ({ startsAt }) => <TimeText instant={startsAt} /> },
  { id: 'lasting', header: 'Lasting', render: ({ startsAt, endsAt }) => formatElapsed(startsAt, endsAt) },
];

export function IncidentMembers({ members }: { members: Member[] }) {
  return <DataTable caption="Members" columns={columns} rows={members} rowKey={({ kind, id }) => `${kind}-${id}`} />;
}
