import { Alert, Button } from '@grafana/ui';
import type { Anomaly, AnomalyMute } from '@vigil/contract';
import React from 'react';
import { useEndMute } from '../../../data/useMutes';
import { ProblemAlert } from '../../../shared/components/ProblemAlert';
import { formatInstant } from '../../../shared/formatInstant';
import { canRespond } from '../../../shared/permissions';

/** Says who muted an anomaly, why and until when. Draws nothing for one that is heard. */
export function MuteNotice({ anomaly: { mute, status } }: { anomaly: Anomaly }) {
  if (mute === null) {
    return null;
  }
  const verb = status === 'open' ? 'is' : 'was';
  return (
    <Alert severity="info" title={`It ${verb} muted until ${formatInstant(mute.until)} and opened no incident`}>
      <p>
        {mute.actor}: {mute.reason}
      </p>
      {status === 'open' && canRespond() && <LiftButton mute={mute} />}
    </Alert>
  );
}

function LiftButton({ mute }: { mute: AnomalyMute }) {
  const end = useEndMute();
  return (
    <>
      <ProblemAlert error={end.error} title="Not lifted" />
      <Button
        size="sm"
        variant="secondary"
        icon={end.isPending ? 'spinner' : 'bell'}
        disabled={end.isPending}
        onClick={() => end.mutate(mute.id)}
      >
        Lift the mute
      </Button>
    </>
  );
}
