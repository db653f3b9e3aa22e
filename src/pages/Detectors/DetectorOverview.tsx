import { SceneObjectBase, type SceneComponentProps } from '@grafana/scenes';
import { LinkButton } from '@grafana/ui';
import React from 'react';
import { useDetectors } from '../../data/useDetectors';
import { useServiceStatus } from '../../data/useServiceStatus';
import { Boundary } from '../../shared/components/Boundary';
import { PageBody } from '../../shared/components/PageBody';
import { QueryView } from '../../shared/components/QueryView';
import { StatusBanner } from '../../shared/components/StatusBanner';
import { detectorPath, newDetector } from '../../shared/links';
import { canConfigure } from '../../shared/permissions';
import { DetectorTable } from './components/DetectorTable';

export class DetectorOverview extends SceneObjectBase {
  static Component = DetectorOverviewRenderer;
}

function DetectorOverviewRenderer(_props: SceneComponentProps<DetectorOverview>) {
  const detectors = useDetectors();
  const status = useServiceStatus();
  const actions = canConfigure() && (
    <LinkButton size="sm" icon="plus" href={detectorPath(newDetector)}>
      New detector
    </LinkButton>
  );
  return (
    <Boundary boundaryName="vigil-detectors">
      <PageBody>
        <StatusBanner status={status.data} />
        <QueryView query={detectors} label="detectors">
          {({ items }) => <DetectorTable detectors={items} actions={actions} />}
        </QueryView>
      </PageBody>
    </Boundary>
  );
}
