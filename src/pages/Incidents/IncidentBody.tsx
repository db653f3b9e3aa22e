import { SceneObjectBase, type SceneComponentProps, type SceneObjectState } from '@grafana/scenes';
import React, { useEffect } from 'react';
import { useIncident } from '../../data/useIncidents';
import { useServiceStatus } from '../../data/useServiceStatus';
import { Boundary } from '../../shared/components/Boundary';
import { PageBody } from '../../shared/components/PageBody';
import { QueryView } from '../../shared/components/QueryView';
import { StatusBanner } from '../../shared/components/StatusBanner';
import { setPageTitle } from '../../shared/scenes/setPageTitle';
import { IncidentView } from './components/IncidentView';

interface IncidentBodyState extends SceneObjectState {
  id: string;
}

export class IncidentBody extends SceneObjectBase<IncidentBodyState> {
  static Component = IncidentBodyRenderer;
}

function IncidentBodyRenderer({ model }: SceneComponentProps<IncidentBody>) {
  const { id } = model.useState();
  const incident = useIncident(id);
  const status = useServiceStatus();
  const title = incident.data && `#${incident.data.number} ${incident.data.title}`;
  useEffect(() => {
    if (title !== undefined) {
      setPageTitle(model, title);
    }
  }, [model, title]);
  return (
    <Boundary boundaryName="vigil-incident">
      <PageBody>
        <StatusBanner status={status.data} />
        <QueryView query={incident} label="the incident" skeletonRows={8}>
          {(data) => <IncidentView incident={data} />}
        </QueryView>
      </PageBody>
    </Boundary>
  );
}
