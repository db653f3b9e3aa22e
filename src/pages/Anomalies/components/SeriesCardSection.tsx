import type { AnomalyReport } from '@vigil/contract';
import React from 'react';
import { useSeriesCard } from '../../../data/useSeriesCard';
import { toProblem } from '../../../shared/ApiProblem';
import { QueryView } from '../../../shared/components/QueryView';
import { Section } from '../../../shared/components/Section';
import { SeriesCardView } from './SeriesCardView';

const notFound = 404;

/** A prediction is about the series that is watched. */
const predicted = /^forecast:/;

/** The model card of the anomaly's series, which may not be watched any more. */
export function SeriesCardSection({ anomaly: { detectorId, seriesKey } }: Pick<AnomalyReport, 'anomaly'>) {
  const card = useSeriesCard(detectorId, seriesKey.replace(predicted, ''));
  const isGone = card.isError && toProblem(card.error).status === notFound;
  return (
    <Section title="Model">
      {isGone ? (
        <p>This series is not watched any more: its detector was removed, or it has had no values for long.</p>
      ) : (
        <QueryView query={card} label="the model card" skeletonRows={4}>
          {(data) => <SeriesCardView card={data} />}
        </QueryView>
      )}
    </Section>
  );
}
