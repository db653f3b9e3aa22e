import {
  SceneObjectBase,
  sceneGraph,
  type SceneComponentProps,
  type SceneObjectState,
  type VizPanel,
} from '@grafana/scenes';
import type { Anomaly } from '@vigil/contract';
import React, { useEffect } from 'react';
import { useAnomalyReport } from '../../data/useAnomalies';
import { useServiceStatus } from '../../data/useServiceStatus';
import { Boundary } from '../../shared/components/Boundary';
import { PageBody } from '../../shared/components/PageBody';
import { QueryView } from '../../shared/components/QueryView';
import { StatusBanner } from '../../shared/components/StatusBanner';
import { setPageTitle } from '../../shared/scenes/setPageTitle';
import { useSceneRefresh } from '../../shared/scenes/useSceneRefresh';
import { AnomalyReportView } from './components/AnomalyReportView';
import { anomalyLayers, anomalyPanels } from './panels/anomalyPanels';
import { rangeAround } from './panels/rangeAround';

interface AnomalyReportBodyState extends SceneObjectState {
  id: string;
  panels: VizPanel[];
}

export class AnomalyReportBody extends SceneObjectBase<AnomalyReportBodyState> {
  static Component = AnomalyReportBodyRenderer;

  /** Draws the panels once the anomaly is known; a time range in the URL has precedence over the one around the anomaly. */
  show(anomaly: Anomaly) {
    if (this.state.panels.length > 0) {
      return;
    }
    setPageTitle(this, `${anomaly.service} · ${anomaly.detectorTitle}`);
    if (!new URLSearchParams(window.location.search).has('from')) {
      sceneGraph.getTimeRange(this).onTimeRangeChange(rangeAround(anomaly));
    }
    this.setState({ $data: anomalyLayers(anomaly), panels: anomalyPanels(anomaly) });
  }
}

function AnomalyReportBodyRenderer({ model }: SceneComponentProps<AnomalyReportBody>) {
  const { id, panels } = model.useState();
  const report = useAnomalyReport(id);
  const status = useServiceStatus();
  useSceneRefresh(model, report.refetch);
  useEffect(() => {
    if (report.data !== undefined) {
      model.show(report.data.anomaly);
    }
  }, [model, report.data]);
  return (
    <Boundary boundaryName="vigil-anomaly-report">
      <PageBody>
        <StatusBanner status={status.data} />
        <QueryView query={report} label="the anomaly report" skeletonRows={8}>
          {(data) => <AnomalyReportView report={data} panels={panels} />}
        </QueryView>
      </PageBody>
    </Boundary>
  );
}
