import type { VizPanel } from '@grafana/scenes';
import type { AnomalyReport } from '@vigil/contract';
import React from 'react';
import { PanelRow } from '../../../shared/components/PanelRow';
import { TwoColumns } from '../../../shared/components/PageBody';
import { Section } from '../../../shared/components/Section';
import { AnomalyHeader } from './AnomalyHeader';
import { FeatureBars } from './FeatureBars';
import { ModelFacts } from './ModelFacts';
import { RecommendedActions } from './RecommendedActions';
import { SnapshotTable } from './SnapshotTable';

export function AnomalyReportView({ report, panels }: { report: AnomalyReport; panels: VizPanel[] }) {
  const { anomaly, model, snapshot, recommendedActions } = report;
  return (
    <>
      <AnomalyHeader report={report} />
      <PanelRow panels={panels} />
      <TwoColumns
        main={
          <>
            <Section title={`All watched metrics of ${anomaly.service} at the peak`} count={snapshot.length} flush>
              <SnapshotTable snapshot={snapshot} anomaly={anomaly} />
            </Section>
            <Section title="Recommended actions" count={recommendedActions.length}>
              <RecommendedActions actions={recommendedActions} />
            </Section>
          </>
        }
        side={
          <>
            <Section title="What the score is made of">
              <FeatureBars explanation={anomaly.explanation} />
            </Section>
            <Section title="Model">
              <ModelFacts model={model} />
            </Section>
          </>
        }
      />
    </>
  );
}
