import type { SimilarAnomaly } from '@vigil/contract';
import React from 'react';
import { severityAppearance } from '../../../shared/appearance';
import { DataTable, type Column } from '../../../shared/components/DataTable';
import { ScoreBadge } from '../../../shared/components/ScoreBadge';
import { TimeText } from '../../../shared/components/TimeText';
import { TitleCell } from '../../../shared/components/TitleCell';
import { ToneBadge } from '../../../shared/components/ToneBadge';
import { formatElapsed, formatInstant } from '../../../shared/formatInstant';
import { formatShare } from '../../../shared/formatValue';
import { anomalyPath } from '../../../shared/links';
import { verdictWords } from '../verdictWords';

const columns: Array<Column<SimilarAnomaly>> = [
  {
    id: 'anomaly',
    header: 'Anomaly',
    grow: true,
    render: ({ id, service, onsetAt, reasons }) => (
      <TitleCell href={anomalyPath(id)} title={`${service}, ${formatInstant(onsetAt)}`} detail={reasons.join(' · ')} />
    ),
  },
  { id: 'ago', header: 'When', render: ({ onsetAt }) => <TimeText instant={onsetAt} /> },
  { id: 'lasted', header: 'Lasted', render: ({ onsetAt, endedAt }) => formatElapsed(onsetAt, endedAt) },
  {
    id: 'severity',
    header: 'Severity',
    render: ({ severity }) => <ToneBadge appearance={severityAppearance[severity]} />,
  },
  { id: 'score', header: 'Peak', align: 'end', render: ({ peakScore }) => <ScoreBadge score={peakScore} /> },
  {
    id: 'verdict',
    header: 'Verdict',
    render: ({ verdict }) => (verdict === null ? 'none' : <ToneBadge appearance={verdictWords[verdict]} />),
  },
  { id: 'similarity', header: 'Alike', align: 'end', render: ({ similarity }) => formatShare(similarity) },
];

/** Earlier anomalies that looked like this one: what was made of them is the best guess for this one. */
export function SimilarAnomalies({ similar }: { similar: SimilarAnomaly[] }) {
  return similar.length === 0 ? (
    <p>This detector has found nothing like it before.</p>
  ) : (
    <DataTable caption="Similar anomalies" columns={columns} rows={similar} rowKey={({ id }) => id} />
  );
}
