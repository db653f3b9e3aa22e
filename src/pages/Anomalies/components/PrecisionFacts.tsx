import type { DetectorStanding } from '@vigil/contract';
import React from 'react';
import { ticketAppearance } from '../../../shared/appearance';
import { FactList } from '../../../shared/components/FactList';
import { ToneBadge } from '../../../shared/components/ToneBadge';
import { formatShare } from '../../../shared/formatValue';

const pageAppearance = { text: 'Pages', tone: 'success', icon: 'bell' } as const;

/** How often the detector was right, how sure that is, and what follows from it. */
export function PrecisionFacts({ standing: { priority, precision } }: { standing: DetectorStanding }) {
  const { real, noise, known, lower, upper } = precision;
  return (
    <FactList
      facts={[
        {
          name: 'Precision',
          value:
            precision.precision === null
              ? 'unknown: no verdict yet'
              : `${formatShare(precision.precision)}, between ${formatShare(lower)} and ${formatShare(upper)}`,
        },
        { name: 'Verdicts', value: `${real} real, ${noise} noise, ${known} known` },
        {
          name: 'Its incidents',
          value:
            priority === 'page' ? (
              <ToneBadge appearance={pageAppearance} tooltip="Incidents that it opens wake people." />
            ) : (
              <ToneBadge
                appearance={ticketAppearance}
                tooltip="Too many of its anomalies were noise: incidents that it opens page nobody."
              />
            ),
        },
      ]}
    />
  );
}
