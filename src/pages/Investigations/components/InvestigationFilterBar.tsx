import { css } from '@emotion/css';
import { Button } from '@grafana/ui';
import React from 'react';
import { useVariableValues } from '../../../data/useVariableValues';
import { FilterBar, RadioFilter, SelectFilter, TextFilter } from '../../../shared/filters/FilterBar';
import { canRespond, editorNeeded } from '../../../shared/permissions';
import type { UrlFilters } from '../../../shared/scenes/UrlFilters';

const statuses = [
  { label: 'Running', value: 'running' },
  { label: 'Done', value: 'done' },
  { label: 'Failed', value: 'failed' },
];
const atTheEnd = css({ marginLeft: 'auto' });

export function InvestigationFilterBar({ filters, onStart }: { filters: UrlFilters; onStart: () => void }) {
  const { data: services = [] } = useVariableValues('services');
  const mayRespond = canRespond();
  return (
    <FilterBar filters={filters}>
      <TextFilter filters={filters} name="q" label="Search investigations" />
      <RadioFilter filters={filters} name="status" label="Status" options={statuses} />
      <SelectFilter
        filters={filters}
        name="service"
        label="Service"
        options={services.map(({ text, value }) => ({ label: text, value }))}
      />
      <Button
        className={atTheEnd}
        icon="search"
        disabled={!mayRespond}
        tooltip={mayRespond ? undefined : editorNeeded}
        onClick={onStart}
      >
        Start investigation
      </Button>
    </FilterBar>
  );
}
