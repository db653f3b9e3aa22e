import { Button, Stack } from '@grafana/ui';
import React from 'react';
import { hasEnded, useRetrain } from '../../../data/useTraining';
import { ProblemAlert } from '../../../shared/components/ProblemAlert';
import { canRespond, editorNeeded } from '../../../shared/permissions';
import { TrainingResult } from './TrainingResult';

/** Has a detector learned anew and shows how far it has come. Scoring goes on with the old models meanwhile. */
export function RetrainButton({ detectorId }: { detectorId: string }) {
  const { request, run } = useRetrain(detectorId);
  const mayRespond = canRespond();
  const isUnderWay = request.isPending || (run !== undefined && !hasEnded(run));
  return (
    <Stack direction="column" gap={1}>
      <ProblemAlert error={request.error} title="Training not started" />
      <div>
        <Button
          size="sm"
          variant="secondary"
          icon={isUnderWay ? 'spinner' : 'sync'}
          disabled={!mayRespond || isUnderWay}
          tooltip={mayRespond ? undefined : editorNeeded}
          onClick={() => request.mutate()}
        >
          Retrain
        </Button>
      </div>
      {run !== undefined && <TrainingResult run={run} />}
    </Stack>
  );
}
