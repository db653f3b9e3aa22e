import type { QueryEditorProps } from '@grafana/data';
import { Combobox, InlineField, InlineFieldRow, RadioButtonGroup, Stack, Text } from '@grafana/ui';
import type { VigilQuery } from '@vigil/contract';
import React, { useId } from 'react';
import type { DataSource } from './DataSource';
import { HorizonField } from './HorizonField';
import { ValueField } from './ValueField';
import { queryTypeOf, queryTypes, type VigilDataQuery, type VigilOptions } from './vigilQuery';

type Props = QueryEditorProps<DataSource, VigilDataQuery, VigilOptions>;

const severities: Array<{ value: VigilQuery['severity']; label: string }> = [
  { value: '', label: 'All' },
  { value: 'high', label: 'High' },
  { value: 'critical', label: 'Critical' },
];

const statuses: Record<'anomalies' | 'incidents', Array<{ value: VigilQuery['status']; label: string }>> = {
  anomalies: [
    { value: '', label: 'All' },
    { value: 'open', label: 'Open' },
    { value: 'closed', label: 'Ended' },
  ],
  incidents: [
    { value: '', label: 'All' },
    { value: 'open', label: 'Open' },
    { value: 'acknowledged', label: 'Acknowledged' },
    { value: 'resolved', label: 'Resolved' },
  ],
};

/** Edits one query in Explore, panels, alert rules and annotations; only the filters that its type has are shown. */
export function QueryEditor({ query, onChange, onRunQuery, datasource }: Props) {
  const id = useId();
  const { value: queryType, description, filters } = queryTypeOf(query);
  const change = (changes: Partial<VigilDataQuery>) => {
    onChange({ ...query, queryType, ...changes });
    onRunQuery();
  };
  const shows = (filter: (typeof filters)[number]) => filters.includes(filter);
  return (
    <Stack direction="column" gap={0.5}>
      <InlineFieldRow>
        <InlineField label="Query type" labelWidth={14} htmlFor={`${id}-type`}>
          <Combobox
            id={`${id}-type`}
            width={24}
            options={queryTypes.map(({ value, label, description: text }) => ({ value, label, description: text }))}
            value={queryType}
            onChange={({ value }) => change({ queryType: value, severity: '', status: '' })}
          />
        </InlineField>
        <ValueField
          label="Service"
          allLabel="All services"
          kind="services"
          datasource={datasource}
          value={query.service}
          onChange={(service) => change({ service })}
        />
        {shows('detectorId') && (
          <ValueField
            label="Detector"
            allLabel="All detectors"
            kind="detectors"
            datasource={datasource}
            value={query.detectorId}
            onChange={(detectorId) => change({ detectorId })}
          />
        )}
        {shows('horizonSeconds') && (
          <HorizonField value={query.horizonSeconds} onChange={(horizonSeconds) => change({ horizonSeconds })} />
        )}
        {shows('severity') && (
          <InlineField label="Severity">
            <RadioButtonGroup
              aria-label="Severity"
              options={severities}
              value={query.severity ?? ''}
              onChange={(severity) => change({ severity })}
            />
          </InlineField>
        )}
        {(queryType === 'anomalies' || queryType === 'incidents') && (
          <InlineField label="Status">
            <RadioButtonGroup
              aria-label="Status"
              options={statuses[queryType]}
              value={query.status ?? ''}
              onChange={(status) => change({ status })}
            />
          </InlineField>
        )}
      </InlineFieldRow>
      <Text color="secondary" variant="bodySmall">
        {description}
      </Text>
    </Stack>
  );
}
