import type { VizPanel } from '@grafana/scenes';
import type { AnomalyReport } from '@vigil/contract';
import React from 'react';
import { PanelRow } from '../../../shared/components/PanelRow';
import { TwoColumns } from '../../../shared/components/PageBody';
import { Section } from '../../../shared/components/Section';
import { AnomalyHeader } from './AnomalyHeader';
import { AnomalyCoMovement } from './coMoving/AnomalyCoMovement';
import { FeatureBars } from './FeatureBars';
import { JointMovementSection } from './JointMovementSection';
import { MuteNotice } from './MuteNotice';
import { RecommendedActions } from './RecommendedActions';
import { SeriesCardSection } from './SeriesCardSection';
import { SimilarAnomalies } from './SimilarAnomalies';
import { SnapshotTable } from './SnapshotTable';
import { VerdictBar } from './VerdictBar';

export function AnomalyReportView({ report, panels }: { report: AnomalyReport; panels: VizPanel[] }) {
  const { anomaly, snapshot, recommendedActions, similar } = report;
  return (
    <>
      <MuteNotice anomaly={anomaly} />
      <AnomalyHeader report={report} />
      <PanelRow panels={panels} />
      <AnomalyCoMovement anomaly={anomaly} />
      <TwoColumns
        main={
          <>
            <Section title={`All watched metrics of ${anomaly.service} at the peak`} count={snapshot.length} flush>
              <SnapshotTable snapshot={snapshot} anomaly={anomaly} />
            </Section>
            <Section title="Similar anomalies before" count={similar.length} flush={similar.length > 0}>
              <SimilarAnomalies similar={similar} />
            </Section>
            <Section title="Recommended actions" count={recommendedActions.length}>
              <RecommendedActions actions={recommendedActions} />
            </Section>
          </>
        }
        side={
          <>
            <Section title="Was it worth knowing?">
              <VerdictBar report={report} />
            </Section>
            <Section title="What the score is made of">
              <FeatureBars explanation={anomaly.explanation} />
            </Section>
            <JointMovementSection anomaly={anomaly} />
            <SeriesCardSection anomaly={anomaly} />
          </>
        }
      />
    </>
  );
}
