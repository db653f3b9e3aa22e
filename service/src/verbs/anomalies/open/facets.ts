import type { Facet, OpenAnomalyPage } from '@vigil/contract';
import type { OpenAnomalySignal } from '../../../storage/repositories/open-anomalies.ts';

export const facetNames = ['service', 'detectorId', 'kind', 'severity', 'mute'] as const;
export type FacetName = (typeof facetNames)[number];

/** One wanted value per facet; those left out match everything. */
export type FacetFilter = Partial<Record<FacetName, string>>;

const mostValues = 100;

export function matchesFacets(signal: OpenAnomalySignal, filter: FacetFilter, except?: FacetName): boolean {
  return facetNames.every(
    (name) => name === except || filter[name] === undefined || filter[name] === valueOf(signal, name)
  );
}

/** What each value of each facet would leave, the other filters kept. */
export function countFacets(signals: readonly OpenAnomalySignal[], filter: FacetFilter): OpenAnomalyPage['facets'] {
  const facetOf = (name: FacetName): Facet => {
    const matching = signals.filter((signal) => matchesFacets(signal, filter, name));
    return [...Map.groupBy(matching, (signal) => valueOf(signal, name))]
      .map(([value, group]) => ({ value, text: textOf(group[0], name) ?? value, count: group.length }))
      .sort((first, second) => second.count - first.count || first.value.localeCompare(second.value))
      .slice(0, mostValues);
  };
  return {
    service: facetOf('service'),
    detectorId: facetOf('detectorId'),
    kind: facetOf('kind'),
    severity: facetOf('severity'),
    mute: facetOf('mute'),
  };
}

function valueOf(signal: OpenAnomalySignal, name: FacetName): string {
  if (name === 'mute') {
    return signal.isMuted ? 'muted' : 'active';
  }
  return signal[name];
}

function textOf(signal: OpenAnomalySignal | undefined, name: FacetName): string | undefined {
  return name === 'detectorId' ? signal?.detectorTitle : undefined;
}
