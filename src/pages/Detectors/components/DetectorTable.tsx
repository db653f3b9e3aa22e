import type { DetectorSummary } from '@vigil/contract';
import React, { type ReactNode } from 'react';
import { DataTable, type Column } from '../../../shared/components/DataTable';
import { Section } from '../../../shared/components/Section';
import { EmptyPicture } from '../../../shared/components/StatePictures';
import { TimeText } from '../../../shared/components/TimeText';
import { TitleCell } from '../../../shared/components/TitleCell';
import { ToneBadge } from '../../../shared/components/ToneBadge';
import { noValue } from '../../../shared/formatValue';
import { detectorPath } from '../../../shared/links';
import { precisionText, qualityText, sourceWords, stateAppearance } from '../detectorWords';
import { DetectorActions } from './DetectorActions';

interface Props {
  detectors: DetectorSummary[];
  actions: ReactNode;
}

const columns: Array<Column<DetectorSummary>> = [
  { id: 'state', header: 'State', render: stateOf },
  {
    id: 'detector',
    header: 'Detector',
    grow: true,
    render: (detector) => (
      <TitleCell href={detectorPath(detector.id)} title={detector.title} detail={detailOf(detector)} />
    ),
  },
  { id: 'source', header: 'From', render: sourceOf },
  { id: 'series', header: 'Series', align: 'end', render: ({ series }) => series.total },
  { id: 'quality', header: 'Models', render: qualityText },
  {
    id: 'trained',
    header: 'Last trained',
    render: ({ lastTrainedAt }) => (lastTrainedAt === null ? noValue : <TimeText instant={lastTrainedAt} />),
  },
  { id: 'precision', header: 'Precision', render: precisionText },
  { id: 'actions', header: 'Actions', render: (detector) => <DetectorActions detector={detector} /> },
];

function stateOf({ state }: DetectorSummary) {
  const { meaning, ...appearance } = stateAppearance[state];
  return <ToneBadge appearance={appearance} tooltip={meaning} />;
}

function sourceOf({ source, overriddenOptions }: DetectorSummary) {
  return overriddenOptions.length === 0 ? sourceWords[source] : `${sourceWords[source]}, changed`;
}

/** What a preset waits for; the query of all others. */
function detailOf({ state, requires, query }: DetectorSummary): string {
  const isWaiting = state === 'missing' || state === 'undiscovered';
  return isWaiting && requires.length > 0 ? `Needs ${requires.join(' and ')}` : query;
}

export function DetectorTable({ detectors, actions }: Props) {
  if (detectors.length === 0) {
    return (
      <EmptyPicture title="No detectors" actions={actions}>
        Presets are switched off, and nobody has made a detector yet.
      </EmptyPicture>
    );
  }
  return (
    <Section title="Detectors" count={detectors.length} actions={actions} flush>
      <DataTable caption="Detectors" columns={columns} rows={detectors} rowKey={({ id }) => id} />
    </Section>
  );
}
