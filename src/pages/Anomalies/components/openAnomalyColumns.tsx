import type { OpenAnomaly } from '@vigil/contract';
import React from 'react';
import { severityAppearance } from '../../../shared/appearance';
import type { Column } from '../../../shared/components/DataTable';
import { ScoreBadge } from '../../../shared/components/ScoreBadge';
import { TimeText } from '../../../shared/components/TimeText';
import { TitleCell } from '../../../shared/components/TitleCell';
import { ToneBadge } from '../../../shared/components/ToneBadge';
import { formatValue } from '../../../shared/formatValue';
import { anomalyPath } from '../../../shared/links';
import { AnomalyActions } from './AnomalyActions';
import { RankCell } from './RankCell';

export const openAnomalyColumns: Array<Column<OpenAnomaly>> = [
  { id: 'rank', header: 'Urgency', sortKey: 'rank', render: (anomaly) => <RankCell anomaly={anomaly} /> },
  {
    id: 'severity',
    header: 'Severity',
    render: ({ severity }) => <ToneBadge appearance={severityAppearance[severity]} />,
  },
  {
    id: 'anomaly',
    header: 'Anomaly',
    grow: true,
    render: ({ id, service, detectorTitle, explanation, mute }) => (
      <TitleCell
        href={anomalyPath(id)}
        title={`${service} · ${detectorTitle}`}
        detail={mute === null ? explanation.summary : `Muted: ${mute.reason} ${explanation.summary}`}
      />
    ),
  },
  { id: 'seen', header: 'Peak', align: 'end', render: ({ value, unit }) => formatValue(value, unit) },
  { id: 'expected', header: 'Expected', align: 'end', render: ({ expected, unit }) => formatValue(expected, unit) },
  {
    id: 'score',
    header: 'Score now',
    align: 'end',
    sortKey: 'lastScore',
    render: ({ lastScore }) => <ScoreBadge score={lastScore} />,
  },
  {
    id: 'detected',
    header: 'Detected',
    sortKey: 'detectedAt',
    render: ({ detectedAt }) => <TimeText instant={detectedAt} />,
  },
  { id: 'actions', header: 'Actions', render: (anomaly) => <AnomalyActions anomaly={anomaly} /> },
];
