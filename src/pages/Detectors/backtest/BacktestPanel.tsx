import { Button, RadioButtonGroup, Stack, Text } from '@grafana/ui';
import type { BacktestDetail, DetectorDefinition } from '@vigil/contract';
import React, { useState } from 'react';
import { isUnderWay, useBacktest } from '../../../data/useBacktest';
import { ProblemAlert } from '../../../shared/components/ProblemAlert';
import { Section } from '../../../shared/components/Section';
import { canRespond, editorNeeded } from '../../../shared/permissions';
import { BacktestOutcome } from './BacktestOutcome';
import { BacktestProgress } from './BacktestProgress';

interface Props {
  /** The detector as it is in the form. */
  definition: () => DetectorDefinition;
  /** Takes over the sensitivity that is shown; undefined for those who may not change it. */
  onUseSensitivity?: (sensitivity: number) => void;
}

const spans = [7, 14, 30].map((days) => ({ value: days, label: `${days} days` }));

/** "What would this have found?": replays history before anything is switched on. */
export function BacktestPanel({ definition, onUseSensitivity }: Props) {
  const [days, setDays] = useState(14);
  const { start, cancel, backtest, error } = useBacktest();
  const isRunning = start.isPending || (backtest !== undefined && isUnderWay(backtest));
  return (
    <Section title="What would this have found?">
      <Stack direction="column" gap={2}>
        <Text color="secondary">
          The past is replayed as it would have been watched: learned from what lay before, scored step by step.
        </Text>
        <Stack alignItems="center" gap={1} wrap="wrap">
          <RadioButtonGroup aria-label="How far back" options={spans} value={days} onChange={setDays} />
          <Button
            icon={isRunning ? 'spinner' : 'history'}
            disabled={!canRespond() || isRunning}
            tooltip={canRespond() ? undefined : editorNeeded}
            onClick={() => start.mutate({ definition: definition(), days })}
          >
            Replay
          </Button>
        </Stack>
        <ProblemAlert error={error} title="The replay did not run" />
        {backtest !== undefined && (
          <Answer backtest={backtest} onCancel={() => cancel.mutate()} onUseSensitivity={onUseSensitivity} />
        )}
      </Stack>
    </Section>
  );
}

interface AnswerProps extends Pick<Props, 'onUseSensitivity'> {
  backtest: BacktestDetail;
  onCancel: () => void;
}

function Answer({ backtest, onCancel, onUseSensitivity }: AnswerProps) {
  if (isUnderWay(backtest)) {
    return <BacktestProgress backtest={backtest} onCancel={onCancel} />;
  }
  if (backtest.status === 'failed') {
    return <ProblemAlert error={new Error(backtest.message)} title="The replay failed" />;
  }
  if (backtest.result === null) {
    return <Text>The replay was cancelled.</Text>;
  }
  const own = backtest.request.definition?.options.sensitivity ?? 1;
  return (
    <BacktestOutcome
      key={backtest.id}
      result={backtest.result}
      ownSensitivity={own}
      onUseSensitivity={onUseSensitivity}
    />
  );
}
