import { SceneObjectBase, type SceneComponentProps, type SceneObjectState, type VizPanel } from '@grafana/scenes';
import React from 'react';
import { useInsights } from '../../data/useInsights';
import { useServiceStatus } from '../../data/useServiceStatus';
import { Boundary } from '../../shared/components/Boundary';
import { PageBody } from '../../shared/components/PageBody';
import { PanelRow } from '../../shared/components/PanelRow';
import { QueryView } from '../../shared/components/QueryView';
import { StatusBanner } from '../../shared/components/StatusBanner';
import type { UrlFilters } from '../../shared/scenes/UrlFilters';
import { useSceneRefresh } from '../../shared/scenes/useSceneRefresh';
import { FirstRun } from './components/FirstRun';
import { InsightsOverview } from './components/InsightsOverview';

interface InsightsBodyState extends SceneObjectState {
  filters: UrlFilters;
  panels: VizPanel[];
}

export class InsightsBody extends SceneObjectBase<InsightsBodyState> {
  static Component = InsightsBodyRenderer;
}

function InsightsBodyRenderer({ model }: SceneComponentProps<InsightsBody>) {
  const { filters, panels } = model.useState();
  const insights = useInsights();
  const status = useServiceStatus();
  useSceneRefresh(model, insights.refetch);
  return (
    <Boundary boundaryName="vigil-insights">
      <PageBody>
        <StatusBanner status={status.data} />
        <QueryView query={insights} label="insights" skeletonRows={8}>
          {(data) =>
            data.services.length === 0 ? (
              <FirstRun status={status.data} />
            ) : (
              <>
                <InsightsOverview insights={data} status={status.data} filters={filters} />
                <PanelRow panels={panels} />
              </>
            )
          }
        </QueryView>
      </PageBody>
    </Boundary>
  );
}
