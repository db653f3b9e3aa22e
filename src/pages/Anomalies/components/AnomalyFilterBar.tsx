import type { IndicatorKind } from '@vigil/contract';
import React from 'react';
import { useVariableValues } from '../../../data/useVariableValues';
import { FilterBar, RadioFilter, SelectFilter, TextFilter } from '../../../shared/filters/FilterBar';
import { kindWords } from '../../../shared/kinds';
import type { UrlFilters } from '../../../shared/scenes/UrlFilters';

const statuses = [
  { label: 'Open', value: 'open' },
  { label: 'Ended', value: 'closed' },
];
const severities = [
  { label: 'Critical', value: 'critical' },
  { label: 'High', value: 'high' },
];
const kinds = (Object.keys(kindWords) as IndicatorKind[]).map((value) => ({ value, label: kindWords[value] }));

export function AnomalyFilterBar({ filters }: { filters: UrlFilters }) {
  const { data: services = [] } = useVariableValues('services');
  return (
    <FilterBar filters={filters}>
      <TextFilter filters={filters} name="q" label="Search anomalies" />
      <RadioFilter filters={filters} name="status" label="Status" options={statuses} />
      <SelectFilter
        filters={filters}
        name="service"
        label="Service"
        options={services.map(({ text, value }) => ({ label: text, value }))}
      />
      <SelectFilter filters={filters} name="kind" label="Kind" options={kinds} />
      <SelectFilter filters={filters} name="severity" label="Severity" options={severities} />
    </FilterBar>
  );
}
