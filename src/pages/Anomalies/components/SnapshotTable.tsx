import { LinkButton } from '@grafana/ui';
import type { Anomaly, AnomalyReport } from '@vigil/contract';
import React from 'react';
import { exploreMetric } from '../../../data/telemetryDataSources';
import { DataTable, type Column } from '../../../shared/components/DataTable';
import { ScoreBadge } from '../../../shared/components/ScoreBadge';
import { formatValue } from '../../../shared/formatValue';
import { kindWords } from '../../../shared/kinds';
import { exploreRange } from '../panels/rangeAround';

type Metric = AnomalyReport['snapshot'][number];

export function SnapshotTable({ snapshot, anomaly }: { snapshot: Metric[]; anomaly: Anomaly }) {
  const range = exploreRange(anomaly);
  const columns: Array<Column<Metric>> = [
    { id: 'metric', header: 'Metric', grow: true, render: ({ title }) => title },
    { id: 'kind', header: 'Kind', render: ({ kind }) => kindWords[kind] },
    { id: 'value', header: 'Seen', align: 'end', render: ({ value, unit }) => formatValue(value, unit) },
    { id: 'expected', header: 'Expected', align: 'end', render: ({ expected, unit }) => formatValue(expected, unit) },
    { id: 'score', header: 'Score', align: 'end', render: ({ score }) => <ScoreBadge score={score} /> },
    {
      id: 'explore',
      header: 'Explore',
      align: 'end',
      render: ({ query, title }) => {
        const path = exploreMetric(query, range);
        return path === undefined ? null : (
          <LinkButton
            size="sm"
            variant="secondary"
            fill="text"
            icon="compass"
            href={path}
            aria-label={`Explore ${title}`}
          />
        );
      },
    },
  ];
  return (
    <DataTable
      caption="Metrics at the peak"
      columns={columns}
      rows={snapshot}
      rowKey={({ title, query }) => title + query}
    />
  );
}
