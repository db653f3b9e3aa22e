import type { Facet, IndicatorKind, OpenAnomalyPage, Severity } from '@vigil/contract';
import React from 'react';
import { severityAppearance } from '../../../shared/appearance';
import { FilterBar, SelectFilter, TextFilter } from '../../../shared/filters/FilterBar';
import { kindWords } from '../../../shared/kinds';
import type { UrlFilters } from '../../../shared/scenes/UrlFilters';

interface Props {
  filters: UrlFilters;
  /** Undefined until the first answer is there: then the lists are empty. */
  facets: OpenAnomalyPage['facets'] | undefined;
}

const muteWords: Record<string, string> = { active: 'Not muted', muted: 'Muted' };

/** Every choice says how many anomalies it would leave. */
export function OpenAnomalyFilterBar({ filters, facets }: Props) {
  return (
    <FilterBar filters={filters}>
      <TextFilter filters={filters} name="q" label="Search open anomalies" />
      <SelectFilter
        filters={filters}
        name="severity"
        label="Severity"
        options={optionsOf(facets?.severity, severityText)}
      />
      <SelectFilter filters={filters} name="service" label="Service" options={optionsOf(facets?.service)} />
      <SelectFilter filters={filters} name="detectorId" label="Detector" options={optionsOf(facets?.detectorId)} />
      <SelectFilter filters={filters} name="kind" label="Kind" options={optionsOf(facets?.kind, kindText)} />
      <SelectFilter filters={filters} name="mute" label="Muted" options={optionsOf(facets?.mute, muteText)} />
    </FilterBar>
  );
}

function optionsOf(facet: Facet = [], textOf?: (value: string) => string) {
  return facet.map(({ value, text, count }) => ({ value, label: `${textOf?.(value) ?? text} (${count})` }));
}

function severityText(value: string): string {
  return severityAppearance[value as Severity].text;
}

function kindText(value: string): string {
  return kindWords[value as IndicatorKind];
}

function muteText(value: string): string {
  return muteWords[value];
}
