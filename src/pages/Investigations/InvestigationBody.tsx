import { SceneObjectBase, type SceneComponentProps, type SceneObjectState } from '@grafana/scenes';
import React, { useEffect } from 'react';
import { useInvestigation } from '../../data/useInvestigations';
import { useServiceStatus } from '../../data/useServiceStatus';
import { Boundary } from '../../shared/components/Boundary';
import { PageBody } from '../../shared/components/PageBody';
import { QueryView } from '../../shared/components/QueryView';
import { StatusBanner } from '../../shared/components/StatusBanner';
import { setPageTitle } from '../../shared/scenes/setPageTitle';
import { InvestigationView } from './components/InvestigationView';

interface InvestigationBodyState extends SceneObjectState {
  id: string;
}

export class InvestigationBody extends SceneObjectBase<InvestigationBodyState> {
  static Component = InvestigationBodyRenderer;
}

function InvestigationBodyRenderer({ model }: SceneComponentProps<InvestigationBody>) {
  const { id } = model.useState();
  const investigation = useInvestigation(id);
  const status = useServiceStatus();
  const title = investigation.data?.title;
  useEffect(() => {
    if (title !== undefined) {
      setPageTitle(model, title);
    }
  }, [model, title]);
  return (
    <Boundary boundaryName="vigil-investigation">
      <PageBody>
        <StatusBanner status={status.data} />
        <QueryView query={investigation} label="the investigation" skeletonRows={8}>
          {(data) => <InvestigationView investigation={data} />}
        </QueryView>
      </PageBody>
    </Boundary>
  );
}
