import { SceneObjectBase, type SceneComponentProps, type SceneObjectState } from '@grafana/scenes';
import React from 'react';
import { useIncidents } from '../../data/useIncidents';
import { useServiceStatus } from '../../data/useServiceStatus';
import { Boundary } from '../../shared/components/Boundary';
import { PageBody } from '../../shared/components/PageBody';
import { QueryView } from '../../shared/components/QueryView';
import { StatusBanner } from '../../shared/components/StatusBanner';
import { currentCursor, type UrlFilters } from '../../shared/scenes/UrlFilters';
import { useTimeBounds } from '../../shared/scenes/useTimeBounds';
import { IncidentFilterBar } from './components/IncidentFilterBar';
import { IncidentTable } from './components/IncidentTable';

interface IncidentListState extends SceneObjectState {
  filters: UrlFilters;
}

export class IncidentList extends SceneObjectBase<IncidentListState> {
  static Component = IncidentListRenderer;
}

function IncidentListRenderer({ model }: SceneComponentProps<IncidentList>) {
  const { filters } = model.useState();
  const { status, service, severity, q } = filters.useState().values;
  const bounds = useTimeBounds(model);
  const incidents = useIncidents({ status, service, severity, q, ...bounds, cursor: currentCursor(filters) });
  const serviceStatus = useServiceStatus();
  return (
    <Boundary boundaryName="vigil-incidents">
      <PageBody>
        <StatusBanner status={serviceStatus.data} />
        <IncidentFilterBar filters={filters} />
        <QueryView query={incidents} label="incidents">
          {(page) => <IncidentTable page={page} filters={filters} isStale={incidents.isPlaceholderData} />}
        </QueryView>
      </PageBody>
    </Boundary>
  );
}
