import { Text } from '@grafana/ui';
import type { BacktestFire, BacktestIncident, BacktestLevel } from '@vigil/contract';
import React from 'react';
import { severityAppearance } from '../../../shared/appearance';
import { DataTable, type Column } from '../../../shared/components/DataTable';
import { ScoreBadge } from '../../../shared/components/ScoreBadge';
import { TimeText } from '../../../shared/components/TimeText';
import { ToneBadge } from '../../../shared/components/ToneBadge';
import { formatDuration, formatElapsed, toMs } from '../../../shared/formatInstant';
import { noValue } from '../../../shared/formatValue';

interface Props {
  level: BacktestLevel;
  incidents: BacktestIncident[];
}

/** The anomalies that one sensitivity would have opened. */
export function FireTable({ level, incidents }: Props) {
  if (level.fires.length === 0) {
    return <Text>Nothing would have been found at this sensitivity.</Text>;
  }
  const columns: Array<Column<BacktestFire>> = [
    {
      id: 'severity',
      header: 'Severity',
      render: ({ severity }) => <ToneBadge appearance={severityAppearance[severity]} />,
    },
    { id: 'series', header: 'Series', grow: true, render: seriesText },
    { id: 'onset', header: 'Began', render: ({ onsetAt }) => <TimeText instant={onsetAt} /> },
    {
      id: 'detected',
      header: 'Found after',
      align: 'end',
      render: ({ onsetAt, detectedAt }) => formatDuration(toMs(detectedAt) - toMs(onsetAt)),
    },
    {
      id: 'lasted',
      header: 'Lasted',
      align: 'end',
      render: ({ onsetAt, endedAt }) => (endedAt === null ? 'still open' : formatElapsed(onsetAt, endedAt)),
    },
    { id: 'peak', header: 'Peak score', align: 'end', render: ({ peakScore }) => <ScoreBadge score={peakScore} /> },
    { id: 'incident', header: 'Incident', render: ({ incidentId }) => incidentText(incidentId, incidents) },
  ];
  const hidden = level.fireCount - level.fires.length;
  return (
    <>
      <DataTable
        caption="Found by the replay"
        columns={columns}
        rows={level.fires}
        rowKey={({ seriesKey, onsetAt }) => `${seriesKey} ${onsetAt}`}
      />
      {hidden > 0 && <Text color="secondary">{hidden} less severe ones are not listed.</Text>}
    </>
  );
}

function seriesText({ labels }: BacktestFire): string {
  return Object.values(labels).join(' · ');
}

function incidentText(id: string | null, incidents: BacktestIncident[]): string {
  const incident = incidents.find((each) => each.id === id);
  return incident === undefined ? noValue : String(incident.number);
}
