import type { Anomaly, JointMovement } from '@vigil/contract';
import React from 'react';
import { useJointMovement } from '../../../data/useJointMovement';
import { Section } from '../../../shared/components/Section';
import { QueryView } from '../../../shared/components/QueryView';
import { ShareBars } from '../../../shared/components/ShareBars';
import { formatInstant } from '../../../shared/formatInstant';
import { formatScore } from '../../../shared/formatValue';
import { jointWindow } from '../jointWindow';

/** Smaller parts are noise. */
const smallestShare = 0.02;

/** Which metrics of the anomaly's service did together what they usually do not. */
export function JointMovementSection({ anomaly }: { anomaly: Anomaly }) {
  const movement = useJointMovement(jointWindow(anomaly));
  return (
    <Section title={`What moved together in ${anomaly.service}`}>
      <QueryView query={movement} label="what moved together" skeletonRows={3}>
        {(data) => <JointMetrics movement={data} />}
      </QueryView>
    </Section>
  );
}

function JointMetrics({ movement: { metrics, peakAt, peakScore, note } }: { movement: JointMovement }) {
  if (metrics.length === 0) {
    return <p>{note}</p>;
  }
  const wholeService = `Taken together they score ${formatScore(peakScore)}`;
  return (
    <ShareBars
      items={metrics
        .filter(({ share }) => share >= smallestShare)
        .map(({ detectorId, title, share, labels }) => ({
          key: `${detectorId} ${JSON.stringify(labels)}`,
          title,
          share,
          detail: otherLabels(labels),
        }))}
      footer={[peakAt === null ? `${wholeService}.` : `${wholeService} at ${formatInstant(peakAt)}.`, note]
        .filter((text) => text !== null)
        .join(' ')}
    />
  );
}

function otherLabels(labels: JointMovement['metrics'][number]['labels']): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${value}"`)
    .join(', ');
}
