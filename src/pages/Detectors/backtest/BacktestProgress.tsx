import { Button, Stack, Text } from '@grafana/ui';
import type { BacktestDetail } from '@vigil/contract';
import React from 'react';
import { formatShare } from '../../../shared/formatValue';

interface Props {
  backtest: BacktestDetail;
  onCancel: () => void;
}

export function BacktestProgress({ backtest: { progress, message }, onCancel }: Props) {
  return (
    <Stack alignItems="center" gap={1} wrap="wrap">
      <progress aria-label="Replay" max={1} value={progress} />
      <Text>
        {formatShare(progress)}, {message}
      </Text>
      <Button size="sm" variant="secondary" icon="times" onClick={onCancel}>
        Cancel the replay
      </Button>
    </Stack>
  );
}
