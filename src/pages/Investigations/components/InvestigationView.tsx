import type { InvestigationDetail } from '@vigil/contract';
import React from 'react';
import { TwoColumns } from '../../../shared/components/PageBody';
import { Section } from '../../../shared/components/Section';
import { SuspectList } from '../../../shared/components/SuspectList';
import { isUnfinished } from '../../../data/useInvestigations';
import { CallGraph } from './CallGraph';
import { EvidenceList } from './EvidenceList';
import { InvestigationHeader } from './InvestigationHeader';
import { StepList } from './StepList';

export function InvestigationView({ investigation }: { investigation: InvestigationDetail }) {
  const { suspects, steps, evidence, topology } = investigation;
  const nothingYet = isUnfinished(investigation) ? 'Still collecting…' : 'None.';
  return (
    <>
      <InvestigationHeader investigation={investigation} />
      <TwoColumns
        main={
          <>
            <Section title="Suspects" count={suspects.length}>
              {suspects.length === 0 ? nothingYet : <SuspectList suspects={suspects} />}
            </Section>
            <Section title="Evidence" count={evidence.length}>
              {evidence.length === 0 ? nothingYet : <EvidenceList evidence={evidence} />}
            </Section>
          </>
        }
        side={
          <>
            <Section title="Steps">
              <StepList steps={steps} />
            </Section>
            <Section title="Who calls whom">
              {topology.length === 0 ? (
                'No calls were seen in the traces.'
              ) : (
                <CallGraph edges={topology} suspects={suspects} />
              )}
            </Section>
          </>
        }
      />
    </>
  );
}
