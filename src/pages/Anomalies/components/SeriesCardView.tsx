import { Stack, TextLink } from '@grafana/ui';
import type { SeriesCard } from '@vigil/contract';
import React from 'react';
import { datasetPath } from '../../../data/useSeriesCard';
import { FactList } from '../../../shared/components/FactList';
import { TimeText } from '../../../shared/components/TimeText';
import { formatInstant } from '../../../shared/formatInstant';
import { countOf, formatValue } from '../../../shared/formatValue';
import { ModelFacts } from './ModelFacts';
import { PrecisionFacts } from './PrecisionFacts';
import { RetrainButton } from './RetrainButton';
import { TrainingResult } from './TrainingResult';

/** Everything about the model of one series: what it learned, what it holds to be usual, and how often it was right. */
export function SeriesCardView({ card }: { card: SeriesCard }) {
  return (
    <Stack direction="column" gap={2}>
      <ModelFacts model={card.model} quality={card.quality} />
      <Boundary card={card} />
      <PrecisionFacts standing={card.standing} />
      <AcceptedLevels card={card} />
      <AuditTrail audit={card.audit} />
      {card.lastTraining !== null && <TrainingResult run={card.lastTraining} />}
      <RetrainButton detectorId={card.detectorId} />
      <Datasets card={card} />
    </Stack>
  );
}

function Datasets({ card }: { card: SeriesCard }) {
  return (
    <Stack gap={1} wrap="wrap">
      <TextLink href={datasetPath(card, 'history')} external inline={false}>
        Samples that were usual (CSV)
      </TextLink>
      <TextLink href={datasetPath(card, 'anomaly')} external inline={false}>
        Samples that were not (CSV)
      </TextLink>
    </Stack>
  );
}

function Boundary({ card: { boundary, unit } }: { card: SeriesCard }) {
  if (boundary === null) {
    return <p>What is usual right now cannot be told: there is no model, or the metrics source does not answer.</p>;
  }
  const { at, value, expected, lower, upper, belowExpected, aboveExpected } = boundary;
  const reach = `${formatValue(belowExpected, unit)} below, ${formatValue(aboveExpected, unit)} above`;
  return (
    <FactList
      facts={[
        { name: `Usual at ${formatInstant(at)}`, value: formatValue(expected, unit) },
        { name: 'Boundary', value: `${formatValue(lower, unit)} to ${formatValue(upper, unit)}` },
        { name: 'Room', value: reach },
        { name: 'Seen', value: formatValue(value, unit) },
      ]}
    />
  );
}

function AcceptedLevels({ card: { acceptedLevels, unit } }: { card: SeriesCard }) {
  if (acceptedLevels.length === 0) {
    return null;
  }
  return (
    <div>
      Accepted levels
      <ul>
        {acceptedLevels.map(({ anomalyId, lowest, highest, actor, acceptedAt }) => (
          <li key={anomalyId}>
            {lowest === null ? 'no value' : `${formatValue(lowest, unit)} to ${formatValue(highest, unit)}`}, {actor},{' '}
            <TimeText instant={acceptedAt} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function AuditTrail({ audit }: { audit: SeriesCard['audit'] }) {
  if (audit.length === 0) {
    return null;
  }
  return (
    <details>
      <summary>{countOf(audit.length, 'change')} of how the detector is dealt with</summary>
      <ul>
        {audit.map(({ at, actor, from, to, evidence }) => (
          <li key={at + to + evidence}>
            <TimeText instant={at} />, {actor}: {from} → {to}. {evidence}
          </li>
        ))}
      </ul>
    </details>
  );
}
