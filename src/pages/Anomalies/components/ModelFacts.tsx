import type { AnomalyReport } from '@vigil/contract';
import React from 'react';
import type { Appearance } from '../../../shared/appearance';
import { FactList } from '../../../shared/components/FactList';
import { TimeText } from '../../../shared/components/TimeText';
import { ToneBadge } from '../../../shared/components/ToneBadge';
import { formatDuration, formatElapsed } from '../../../shared/formatInstant';
import { countOf } from '../../../shared/formatValue';

type Model = NonNullable<AnomalyReport['model']>;

const qualityAppearance: Record<Model['quality'], Appearance & { meaning: string }> = {
  healthy: { text: 'Healthy', tone: 'success', icon: 'check-circle', meaning: 'It learned from enough varied data.' },
  thin: { text: 'Thin', tone: 'warning', icon: 'exclamation-triangle', meaning: 'It learned from little data.' },
  flat: { text: 'Flat', tone: 'warning', icon: 'exclamation-triangle', meaning: 'The series hardly ever moved.' },
  stale: { text: 'Stale', tone: 'warning', icon: 'clock-nine', meaning: 'It was trained long ago.' },
};

/** What the model knows about its own training. */
export function ModelFacts({ model }: { model: AnomalyReport['model'] }) {
  if (model === null) {
    return <p>No model is trained for this series: a typed rule found the anomaly.</p>;
  }
  const { meaning, ...appearance } = qualityAppearance[model.quality];
  const seasons = model.seasonsSeconds.map((seconds) => formatDuration(seconds * 1000)).join(', ');
  return (
    <>
      <FactList
        facts={[
          { name: 'Quality', value: <ToneBadge appearance={appearance} tooltip={meaning} /> },
          { name: 'Trained', value: <TimeText instant={model.trainedAt} /> },
          {
            name: 'Learned from',
            value: `${countOf(model.samples, 'sample')} of ${formatElapsed(model.trainedFrom, model.trainedTo)}`,
          },
          { name: 'Left out', value: countOf(model.maskedSamples, 'sample') },
          { name: 'Seasons', value: seasons === '' ? 'none found' : seasons },
        ]}
      />
      {model.maskedWindows.length > 0 && <MaskedWindows windows={model.maskedWindows} />}
    </>
  );
}

function MaskedWindows({ windows }: { windows: Model['maskedWindows'] }) {
  return (
    <details>
      <summary>{countOf(windows.length, 'window')} left out of training</summary>
      <ul>
        {windows.map(({ from, to, reason }) => (
          <li key={from}>
            {formatElapsed(from, to)}, <TimeText instant={from} />: {reason}
          </li>
        ))}
      </ul>
    </details>
  );
}
