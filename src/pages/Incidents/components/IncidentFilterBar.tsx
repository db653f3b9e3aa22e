import React from 'react';
import { useVariableValues } from '../../../data/useVariableValues';
import { FilterBar, RadioFilter, SelectFilter, TextFilter } from '../../../shared/filters/FilterBar';
import type { UrlFilters } from '../../../shared/scenes/UrlFilters';

const statuses = [
  { label: 'Unresolved', value: 'unresolved' },
  { label: 'Open', value: 'open' },
  { label: 'Acknowledged', value: 'acknowledged' },
  { label: 'Resolved', value: 'resolved' },
];
const severities = [
  { label: 'Critical', value: 'critical' },
  { label: 'High', value: 'high' },
  { label: 'Normal', value: 'normal' },
];

export function IncidentFilterBar({ filters }: { filters: UrlFilters }) {
  const { data: services = [] } = useVariableValues('services');
  return (
    <FilterBar filters={filters}>
      <TextFilter filters={filters} name="q" label="Search incidents" />
      <RadioFilter filters={filters} name="status" label="Status" options={statuses} />
      <SelectFilter
        filters={filters}
        name="service"
        label="Service"
        options={services.map(({ text, value }) => ({ label: text, value }))}
      />
      <SelectFilter filters={filters} name="severity" label="Severity" options={severities} />
    </FilterBar>
  );
}
