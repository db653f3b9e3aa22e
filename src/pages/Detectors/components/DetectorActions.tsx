import type { DetectorSummary } from '@vigil/contract';
import { Button, ConfirmModal, Stack } from '@grafana/ui';
import React, { useState } from 'react';
import { useDeleteDetector, useSaveDetector } from '../../../data/useDetectors';
import { useRetrain } from '../../../data/useTraining';
import { ProblemAlert } from '../../../shared/components/ProblemAlert';
import { canConfigure, canRespond } from '../../../shared/permissions';

/** What may be done about a detector by whoever looks at it. */
export function DetectorActions({ detector }: { detector: DetectorSummary }) {
  const save = useSaveDetector();
  return (
    <Stack direction="column" gap={0.5}>
      <Stack gap={0.5} wrap="wrap">
        {detector.state === 'active' && canRespond() && <RetrainButton id={detector.id} />}
        {canConfigure() && detector.source !== 'file' && (
          <>
            <SwitchButton detector={detector} save={save} />
            {detector.version > 0 && <DeleteButton detector={detector} />}
          </>
        )}
      </Stack>
      <ProblemAlert error={save.error} title="Nothing was changed" />
    </Stack>
  );
}

function RetrainButton({ id }: { id: string }) {
  const { request, run } = useRetrain(id);
  const isUnderWay = run?.status === 'queued' || run?.status === 'running';
  return (
    <>
      <Button
        size="sm"
        variant="secondary"
        icon={isUnderWay ? 'spinner' : 'sync'}
        disabled={request.isPending || isUnderWay}
        onClick={() => request.mutate()}
      >
        {isUnderWay ? 'Retraining' : 'Retrain'}
      </Button>
      <ProblemAlert error={request.error ?? run?.error} title="It is not trained anew" />
    </>
  );
}

function SwitchButton({ detector, save }: { detector: DetectorSummary; save: ReturnType<typeof useSaveDetector> }) {
  const { id, version, enabled } = detector;
  return (
    <Button
      size="sm"
      variant="secondary"
      icon={enabled ? 'pause' : 'play'}
      disabled={save.isPending}
      onClick={() => save.mutate({ kind: 'change', id, body: { version, enabled: !enabled, acceptUntried: true } })}
    >
      {enabled ? 'Switch off' : 'Switch on'}
    </Button>
  );
}

function DeleteButton({ detector }: { detector: DetectorSummary }) {
  const { id, version, title, source } = detector;
  const [isAsking, setIsAsking] = useState(false);
  const remove = useDeleteDetector();
  const isPreset = source === 'preset';
  return (
    <>
      <Button size="sm" variant="secondary" icon={isPreset ? 'history' : 'trash-alt'} onClick={() => setIsAsking(true)}>
        {isPreset ? 'Reset' : 'Delete'}
      </Button>
      <ProblemAlert error={remove.error} title="Nothing was deleted" />
      <ConfirmModal
        isOpen={isAsking}
        title={isPreset ? 'Reset the preset' : 'Delete the detector'}
        body={
          isPreset
            ? `Everything that was changed about ${title} is undone.`
            : `${title} watches nothing any more. Its models are forgotten and its open anomalies end.`
        }
        confirmText={isPreset ? 'Reset' : 'Delete'}
        onDismiss={() => setIsAsking(false)}
        onConfirm={() => {
          setIsAsking(false);
          remove.mutate({ id, version });
        }}
      />
    </>
  );
}
