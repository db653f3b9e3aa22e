import { Alert } from '@grafana/ui';
import type { TrainingRun } from '@vigil/contract';
import React from 'react';
import { TimeText } from '../../../shared/components/TimeText';
import { countOf } from '../../../shared/formatValue';

/** How far a training has come, or what became of it. */
export function TrainingResult({ run }: { run: TrainingRun }) {
  if (run.status === 'failed') {
    return (
      <Alert severity="error" title="The last training failed">
        <p>{run.error}</p>
        <p>It is tried again by itself; the models from before stay in use.</p>
      </Alert>
    );
  }
  return <p role="status">{wordsOf(run)}</p>;
}

function wordsOf({ status, detectorsDone, detectorsTotal, seriesTrained, finishedAt, requestedBy }: TrainingRun) {
  if (status === 'queued') {
    return 'Waiting to be trained.';
  }
  if (status === 'running') {
    return `Training: ${detectorsDone} of ${countOf(detectorsTotal, 'detector')} done.`;
  }
  return (
    <>
      {countOf(seriesTrained, 'series', 'series')} trained
      {finishedAt !== null && (
        <>
          {' '}
          <TimeText instant={finishedAt} />
        </>
      )}
      , asked for by {requestedBy}.
    </>
  );
}
