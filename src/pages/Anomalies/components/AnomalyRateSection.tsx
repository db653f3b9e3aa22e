import { RadioButtonGroup } from '@grafana/ui';
import type { AnomalyRate } from '@vigil/contract';
import React from 'react';
import { useAnomalyRate } from '../../../data/useAnomalyRate';
import { QueryView } from '../../../shared/components/QueryView';
import { Section } from '../../../shared/components/Section';
import { EmptyPicture } from '../../../shared/components/StatePictures';
import { formatSince } from '../../../shared/formatInstant';
import type { UrlFilters } from '../../../shared/scenes/UrlFilters';
import type { TimeBounds } from '../../../shared/scenes/useTimeBounds';
import { HeatLegend } from '../heatStrip/HeatLegend';
import { HeatStrip } from '../heatStrip/HeatStrip';
import { chooseWindow, chosenWindowOf } from '../listFilters';
import { RateSummary } from './RateSummary';

/** The list below is what operators come for: the strip leaves it room. */
const groupsAtMost = 10;
const divisions = [
  { value: 'service', label: 'By service' },
  { value: 'instance', label: 'By instance' },
];

/** How anomalous the fleet was over time, as numbers and as a heat strip in which a window can be chosen. */
export function AnomalyRateSection({ filters, bounds }: { filters: UrlFilters; bounds: TimeBounds }) {
  const { values } = filters.useState();
  const by = values.by === 'instance' ? 'instance' : 'service';
  const service = by === 'instance' ? values.service : '';
  const rate = useAnomalyRate({ ...bounds, by, service, limit: groupsAtMost });
  return (
    <Section
      title="Anomaly rate"
      actions={
        <RadioButtonGroup
          aria-label="Rows of the heat strip"
          size="sm"
          options={divisions}
          value={by}
          onChange={(chosen) => filters.set({ by: chosen === 'service' ? '' : chosen })}
        />
      }
    >
      <QueryView query={rate} label="the anomaly rate" skeletonRows={3}>
        {(data) =>
          data.fleet.peakScore === null ? (
            <NothingRecorded recordedSince={data.recordedSince} />
          ) : (
            <>
              <RateSummary rate={data} />
              <HeatStrip
                rate={data}
                chosen={chosenWindowOf(values)}
                onChoose={(chosen) => chooseWindow(filters, chosen)}
                onChooseService={(chosen) => filters.set({ service: chosen })}
              />
              <HeatLegend hidden={data.groupCount - data.groups.length} by={by} />
            </>
          )
        }
      </QueryView>
    </Section>
  );
}

function NothingRecorded({ recordedSince }: Pick<AnomalyRate, 'recordedSince'>) {
  return (
    <EmptyPicture title="Nothing was scored in this time range">
      {recordedSince === null
        ? 'Rates are recorded from the first scores on.'
        : `Rates are recorded since ${formatSince(recordedSince)}.`}
    </EmptyPicture>
  );
}
