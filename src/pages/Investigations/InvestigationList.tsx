import { SceneObjectBase, type SceneComponentProps, type SceneObjectState } from '@grafana/scenes';
import React from 'react';
import { useInvestigations } from '../../data/useInvestigations';
import { useServiceStatus } from '../../data/useServiceStatus';
import { Boundary } from '../../shared/components/Boundary';
import { PageBody } from '../../shared/components/PageBody';
import { QueryView } from '../../shared/components/QueryView';
import { StatusBanner } from '../../shared/components/StatusBanner';
import { currentCursor, type UrlFilters } from '../../shared/scenes/UrlFilters';
import { InvestigationFilterBar } from './components/InvestigationFilterBar';
import { InvestigationTable } from './components/InvestigationTable';
import { StartDialog } from './components/StartDialog';
import type { StartForm } from './StartForm';

interface InvestigationListState extends SceneObjectState {
  filters: UrlFilters;
  startForm: StartForm;
}

export class InvestigationList extends SceneObjectBase<InvestigationListState> {
  static Component = InvestigationListRenderer;
}

function InvestigationListRenderer({ model }: SceneComponentProps<InvestigationList>) {
  const { filters, startForm } = model.useState();
  const { isOpen } = startForm.useState();
  const { status, service, q } = filters.useState().values;
  const investigations = useInvestigations({ status, service, q, cursor: currentCursor(filters) });
  const serviceStatus = useServiceStatus();
  return (
    <Boundary boundaryName="vigil-investigations">
      <PageBody>
        <StatusBanner status={serviceStatus.data} />
        <InvestigationFilterBar filters={filters} onStart={() => startForm.open()} />
        <QueryView query={investigations} label="investigations">
          {(page) => <InvestigationTable page={page} filters={filters} isStale={investigations.isPlaceholderData} />}
        </QueryView>
        {isOpen && <StartDialog form={startForm} />}
      </PageBody>
    </Boundary>
  );
}
