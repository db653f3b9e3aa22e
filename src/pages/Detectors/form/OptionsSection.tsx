import { Combobox, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import React from 'react';
import { Section } from '../../../shared/components/Section';
import type { DetectorDraft } from './draft';
import { DraftField, TextDraftField } from './DraftField';
import { getFormStyles } from './formStyles';
import { MaintenanceFields } from './MaintenanceFields';
import type { SectionProps } from './sectionProps';

const directions: Array<{ value: DetectorDraft['direction']; label: string }> = [
  { value: 'both', label: 'Both' },
  { value: 'up', label: 'Up' },
  { value: 'down', label: 'Down' },
];

type TextOption = Exclude<
  { [Name in keyof DetectorDraft]: DetectorDraft[Name] extends string ? Name : never }[keyof DetectorDraft],
  'id' | 'title' | 'kind' | 'query' | 'unit' | 'serviceLabel' | 'step' | 'direction' | 'signal' | 'model'
>;

const textOptions: Array<{ name: TextOption; path: string; label: string; description: string }> = [
  {
    name: 'sensitivity',
    path: 'options.sensitivity',
    label: 'Sensitivity',
    description: '2 alarms at about half the deviation, 0.5 at twice',
  },
  {
    name: 'minDeviation',
    path: 'options.minDeviation',
    label: 'Minimum deviation',
    description: 'Smallest deviation that matters, in the unit',
  },
  {
    name: 'minRelativeDeviation',
    path: 'options.minRelativeDeviation',
    label: 'Minimum relative deviation',
    description: 'The same as a share of what is expected, e.g. 0.1',
  },
  {
    name: 'lowest',
    path: 'options.dataRange',
    label: 'Lowest value allowed',
    description: 'Below it is anomalous whatever was learned',
  },
  {
    name: 'highest',
    path: 'options.dataRange',
    label: 'Highest value allowed',
    description: 'Above it is anomalous whatever was learned',
  },
  {
    name: 'trainingWindow',
    path: 'options.trainingWindowSeconds',
    label: 'Training window',
    description: 'How much history is learned from, e.g. 7d',
  },
  {
    name: 'minSamples',
    path: 'options.minSamples',
    label: 'Minimum samples',
    description: 'With fewer there is no score yet',
  },
  {
    name: 'contamination',
    path: 'options.contamination',
    label: 'Contamination',
    description: 'Share of the history presumed anomalous',
  },
  {
    name: 'seasons',
    path: 'options.seasonsSeconds',
    label: 'Seasons',
    description: 'Periods to look for, e.g. 1d, 1w',
  },
  {
    name: 'timeZone',
    path: 'options.timeZone',
    label: 'Time zone',
    description: 'Whose days and nights it follows',
  },
  {
    name: 'holidays',
    path: 'options.holidays',
    label: 'Holidays',
    description: 'Days that may be as a Sunday is, e.g. 2026-12-25',
  },
  {
    name: 'forecastThreshold',
    path: 'options.forecast.threshold',
    label: 'Forecast threshold',
    description: 'Told before it is reached; nothing for no forecast',
  },
  {
    name: 'forecastWithin',
    path: 'options.forecast.withinSeconds',
    label: 'Forecast within',
    description: 'How long before, e.g. 4d',
  },
];

const models: Array<{ value: DetectorDraft['model']; label: string; description: string }> = [
  { value: 'ensemble', label: 'All together', description: 'Each where it is good; holds an alarm until it is over' },
  { value: 'seasonal-band', label: 'Seasonal band', description: 'How far from what is usual at that time' },
  { value: 'isolation-forest', label: 'Isolation Forest', description: 'How easily a point is told from all others' },
  { value: 'level-shift', label: 'Level shift', description: 'Steps and drifts that last' },
  { value: 'waveform', label: 'Waveform', description: 'Another shape in the same range' },
  { value: 'novelty', label: 'Novelty', description: 'What the series has not done before; goes on learning' },
  { value: 'absence', label: 'Absence', description: 'Silence and standstill only' },
];

const signals: Array<{ value: DetectorDraft['signal']; label: string }> = [
  { value: 'gauge', label: 'A value' },
  { value: 'counter', label: 'A total that only grows' },
  { value: 'log', label: 'A number of log lines' },
  { value: 'trace', label: 'A number of spans' },
];

/** The options that every detector takes. */
export function OptionsSection({ draft, onChange, problems, disabled }: SectionProps) {
  const styles = useStyles2(getFormStyles);
  return (
    <Section title="What counts as anomalous">
      <div className={styles.grid}>
        <DraftField label="Direction" description="Which side matters" path="options.direction" problems={problems}>
          {(id) => (
            <RadioButtonGroup
              id={id}
              aria-label="Direction"
              options={directions}
              value={draft.direction}
              disabled={disabled}
              onChange={(direction) => onChange({ direction })}
            />
          )}
        </DraftField>
        <DraftField label="Model" description="What scores the series" path="options.model" problems={problems}>
          {(id) => (
            <Combobox
              id={id}
              options={models}
              value={draft.model}
              disabled={disabled}
              onChange={({ value }) => onChange({ model: value })}
            />
          )}
        </DraftField>
        <DraftField label="Signal" description="What the values are" path="options.signal" problems={problems}>
          {(id) => (
            <Combobox
              id={id}
              options={signals}
              value={draft.signal}
              disabled={disabled}
              onChange={({ value }) => onChange({ signal: value })}
            />
          )}
        </DraftField>
        {textOptions.map(({ name, ...field }) => (
          <TextDraftField
            key={name}
            {...field}
            value={draft[name]}
            onChange={(value) => onChange({ [name]: value })}
            problems={problems}
            disabled={disabled}
          />
        ))}
        <div className={styles.wide}>
          <MaintenanceFields draft={draft} onChange={onChange} problems={problems} disabled={disabled} />
        </div>
      </div>
    </Section>
  );
}
