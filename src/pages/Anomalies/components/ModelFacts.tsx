import type { ModelCard, QualityExplanation } from '@vigil/contract';
import React from 'react';
import type { Appearance } from '../../../shared/appearance';
import { FactList } from '../../../shared/components/FactList';
import { TimeText } from '../../../shared/components/TimeText';
import { ToneBadge } from '../../../shared/components/ToneBadge';
import { formatDuration, formatElapsed } from '../../../shared/formatInstant';
import { countOf } from '../../../shared/formatValue';

const qualityAppearance: Record<ModelCard['quality'] | 'untrained', Appearance> = {
  healthy: { text: 'Healthy', tone: 'success', icon: 'check-circle' },
  thin: { text: 'Thin', tone: 'warning', icon: 'exclamation-triangle' },
  flat: { text: 'Flat', tone: 'warning', icon: 'exclamation-triangle' },
  stale: { text: 'Stale', tone: 'warning', icon: 'clock-nine' },
  untrained: { text: 'Not trained', tone: 'secondary', icon: 'minus-circle' },
};

interface Props {
  model: ModelCard | null;
  quality: QualityExplanation;
}

/** What the model knows about its own training, in words, and what to do where it knows too little. */
export function ModelFacts({ model, quality: { meaning, remedy } }: Props) {
  return (
    <div>
      <ToneBadge appearance={qualityAppearance[model?.quality ?? 'untrained']} />
      <p>
        {meaning} {remedy}
      </p>
      {model !== null && <FactList facts={factsOf(model)} />}
      {model !== null && model.maskedWindows.length > 0 && <MaskedWindows windows={model.maskedWindows} />}
    </div>
  );
}

function factsOf(model: ModelCard) {
  const seasons = model.seasonsSeconds.map((seconds) => formatDuration(seconds * 1000)).join(', ');
  const perWeek = model.expectedFalseAlarmsPerWeek;
  return [
    { name: 'Trained', value: <TimeText instant={model.trainedAt} /> },
    {
      name: 'Learned from',
      value: `${countOf(model.samples, 'sample')} of ${formatElapsed(model.trainedFrom, model.trainedTo)}`,
    },
    { name: 'Left out', value: countOf(model.maskedSamples, 'sample') },
    { name: 'Seasons', value: seasons === '' ? 'none found' : seasons },
    { name: 'False alarms expected', value: perWeekWords(perWeek) },
  ];
}

function perWeekWords(perWeek: number | null): string {
  if (perWeek === null) {
    return 'cannot be told';
  }
  return perWeek < 0.1 ? 'fewer than 0.1 per week' : `${perWeek.toFixed(1)} per week`;
}

function MaskedWindows({ windows }: { windows: ModelCard['maskedWindows'] }) {
  return (
    <details>
      <summary>{countOf(windows.length, 'window')} left out of training</summary>
      <ul>
        {windows.map(({ from, to, reason }) => (
          <li key={from + reason}>
            {formatElapsed(from, to)}, <TimeText instant={from} />: {reason}
          </li>
        ))}
      </ul>
    </details>
  );
}
