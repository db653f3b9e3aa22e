import { SceneObjectBase, type SceneComponentProps, type SceneObjectState } from '@grafana/scenes';
import React from 'react';
import { useAnomalies } from '../../data/useAnomalies';
import { useServiceStatus } from '../../data/useServiceStatus';
import { Boundary } from '../../shared/components/Boundary';
import { PageBody } from '../../shared/components/PageBody';
import { QueryView } from '../../shared/components/QueryView';
import { StatusBanner } from '../../shared/components/StatusBanner';
import { currentCursor, type UrlFilters } from '../../shared/scenes/UrlFilters';
import { useTimeBounds } from '../../shared/scenes/useTimeBounds';
import { AnomalyFilterBar } from './components/AnomalyFilterBar';
import { AnomalyTable } from './components/AnomalyTable';

interface AnomalyListState extends SceneObjectState {
  filters: UrlFilters;
}

export class AnomalyList extends SceneObjectBase<AnomalyListState> {
  static Component = AnomalyListRenderer;
}

function AnomalyListRenderer({ model }: SceneComponentProps<AnomalyList>) {
  const { filters } = model.useState();
  const { status, service, kind, severity, q, sort } = filters.useState().values;
  const bounds = useTimeBounds(model);
  const cursor = currentCursor(filters);
  const anomalies = useAnomalies({ status, service, kind, severity, q, sort, ...bounds, cursor });
  const serviceStatus = useServiceStatus();
  return (
    <Boundary boundaryName="vigil-anomalies">
      <PageBody>
        <StatusBanner status={serviceStatus.data} />
        <AnomalyFilterBar filters={filters} />
        <QueryView query={anomalies} label="anomalies">
          {(page) => <AnomalyTable page={page} filters={filters} isStale={anomalies.isPlaceholderData} />}
        </QueryView>
      </PageBody>
    </Boundary>
  );
}
