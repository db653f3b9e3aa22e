import { SceneObjectBase, type SceneComponentProps, type SceneObjectState } from '@grafana/scenes';
import { RadioButtonGroup } from '@grafana/ui';
import React from 'react';
import { useServiceStatus } from '../../data/useServiceStatus';
import { Boundary } from '../../shared/components/Boundary';
import { PageBody } from '../../shared/components/PageBody';
import { StatusBanner } from '../../shared/components/StatusBanner';
import type { UrlFilters } from '../../shared/scenes/UrlFilters';
import { useTimeBounds } from '../../shared/scenes/useTimeBounds';
import { AnomalyHistory } from './components/AnomalyHistory';
import { AnomalyRateSection } from './components/AnomalyRateSection';
import { ChangedInWindow } from './components/ChangedInWindow';
import { OpenAnomalies } from './components/OpenAnomalies';
import { listViewOf, type ListView } from './listFilters';

interface AnomalyListState extends SceneObjectState {
  filters: UrlFilters;
}

const views: Array<{ value: ListView; label: string; description: string }> = [
  { value: 'open', label: 'Open now', description: 'What is anomalous at the moment, the most urgent first' },
  {
    value: 'history',
    label: 'In the time range',
    description: 'Everything that was open at some time, also what has ended',
  },
];

export class AnomalyList extends SceneObjectBase<AnomalyListState> {
  static Component = AnomalyListRenderer;
}

function AnomalyListRenderer({ model }: SceneComponentProps<AnomalyList>) {
  const { filters } = model.useState();
  const view = listViewOf(filters.useState().values);
  const bounds = useTimeBounds(model);
  const serviceStatus = useServiceStatus();
  return (
    <Boundary boundaryName="vigil-anomalies">
      <PageBody>
        <StatusBanner status={serviceStatus.data} />
        <AnomalyRateSection filters={filters} bounds={bounds} />
        <ChangedInWindow filters={filters} />
        <div>
          <RadioButtonGroup
            aria-label="Which anomalies"
            options={views}
            value={view}
            onChange={(chosen) => filters.set({ view: chosen === 'open' ? '' : chosen, sort: '' })}
          />
        </div>
        {view === 'open' ? (
          <OpenAnomalies filters={filters} refreshedAt={bounds.to} />
        ) : (
          <AnomalyHistory filters={filters} bounds={bounds} />
        )}
      </PageBody>
    </Boundary>
  );
}
