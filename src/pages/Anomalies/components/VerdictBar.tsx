import { Button, Field, Input, Stack } from '@grafana/ui';
import type { AnomalyReport, VerdictKind } from '@vigil/contract';
import React, { useId, useState } from 'react';
import { useGiveVerdict } from '../../../data/useVerdict';
import { ProblemAlert } from '../../../shared/components/ProblemAlert';
import { canRespond, editorNeeded } from '../../../shared/permissions';
import { verdictKinds, verdictWords } from '../verdictWords';
import { VerdictHistory } from './VerdictHistory';

/** Where an operator says what an anomaly was; what was said before stays below. */
export function VerdictBar({ report: { anomaly, verdicts } }: { report: AnomalyReport }) {
  const [note, setNote] = useState('');
  const noteId = useId();
  const give = useGiveVerdict(anomaly.id);
  const mayRespond = canRespond();
  const say = (verdict: VerdictKind) => give.mutate({ verdict, note }, { onSuccess: () => setNote('') });
  return (
    <Stack direction="column" gap={1}>
      <ProblemAlert error={give.error} title="Verdict not stored" />
      {mayRespond && (
        <Field label="Note" description="Goes with the verdict, for those who come later." htmlFor={noteId} noMargin>
          <Input id={noteId} value={note} maxLength={1000} onChange={(event) => setNote(event.currentTarget.value)} />
        </Field>
      )}
      <div role="group" aria-label="Verdict">
        <Stack gap={1} wrap="wrap">
          {verdictKinds.map((verdict) => (
            <VerdictButton
              key={verdict}
              verdict={verdict}
              isGiven={anomaly.verdict === verdict}
              isDisabled={!mayRespond || give.isPending}
              onPress={() => say(verdict)}
            />
          ))}
        </Stack>
      </div>
      <VerdictHistory verdicts={verdicts} />
    </Stack>
  );
}

interface ButtonProps {
  verdict: VerdictKind;
  isGiven: boolean;
  isDisabled: boolean;
  onPress: () => void;
}

function VerdictButton({ verdict, isGiven, isDisabled, onPress }: ButtonProps) {
  const { text, icon, consequence } = verdictWords[verdict];
  return (
    <Button
      size="sm"
      icon={icon}
      variant={isGiven ? 'primary' : 'secondary'}
      aria-pressed={isGiven}
      disabled={isDisabled}
      tooltip={canRespond() ? consequence : editorNeeded}
      onClick={onPress}
    >
      {text}
    </Button>
  );
}
