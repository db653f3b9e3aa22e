import { Alert, Button, Stack } from '@grafana/ui';
import type { BacktestResult } from '@vigil/contract';
import React, { useState } from 'react';
import { FactList } from '../../../shared/components/FactList';
import { formatDuration, formatInstant } from '../../../shared/formatInstant';
import { FireTable } from './FireTable';
import { IncidentTable } from './IncidentTable';
import { SensitivitySlider } from './SensitivitySlider';
import { typicalLead } from './leadWords';

interface Props {
  result: BacktestResult;
  ownSensitivity: number;
  onUseSensitivity?: (sensitivity: number) => void;
}

/** What was found, at whichever sensitivity the slider is. */
export function BacktestOutcome({ result, ownSensitivity, onUseSensitivity }: Props) {
  const sensitivities = result.levels.map(({ sensitivity }) => sensitivity);
  const [chosen, setChosen] = useState(() => Math.max(0, sensitivities.indexOf(ownSensitivity)));
  const level = result.levels[chosen];
  const { incidents, seriesFound, seriesReplayed } = result;
  return (
    <Stack direction="column" gap={2}>
      {result.notices.map((notice) => (
        <Alert key={notice} severity="info" title={notice} />
      ))}
      <Stack alignItems="center" gap={2} wrap="wrap">
        <SensitivitySlider sensitivities={sensitivities} chosen={chosen} onChange={setChosen} />
        {onUseSensitivity !== undefined && (
          <Button size="sm" variant="secondary" onClick={() => onUseSensitivity(level.sensitivity)}>
            Use this sensitivity
          </Button>
        )}
      </Stack>
      <div aria-live="polite">
        <FactList
          facts={[
            { name: 'Found', value: `${level.fireCount}, ${level.firesPerWeek.toFixed(1)} a week` },
            { name: 'Without a known incident', value: `${level.noisePerWeek.toFixed(1)} a week` },
            { name: 'Known incidents found', value: `${level.caught.length} of ${incidents.length}` },
            { name: 'Typically earlier by', value: typicalLead(level.caught) },
            { name: 'Series', value: `${seriesReplayed} of ${seriesFound}` },
            { name: 'Replayed', value: `${formatInstant(result.from)} to ${formatInstant(result.to)}` },
            { name: 'Trained anew every', value: formatDuration(result.retrainSeconds * 1000) },
          ]}
        />
      </div>
      <IncidentTable incidents={incidents} level={level} />
      <FireTable level={level} incidents={incidents} />
    </Stack>
  );
}
