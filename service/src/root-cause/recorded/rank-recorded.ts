import { codePathSource } from './code-path-evidence.ts';
import { combineEvidence, type RankedService } from './combine-evidence.ts';
import { errorLineSource } from './error-line-evidence.ts';
import { excessFlowSource } from './excess-flow-evidence.ts';
import { linkDelaySource } from './link-delay-evidence.ts';
import type { EvidenceSource, RecordedIncident } from './recorded-incident.ts';
import { resourceSources } from './resource-evidence.ts';
import { mineContent } from './span-content.ts';
import { growForest } from './span-forest.ts';

/**
 * Ranks the services of a recorded incident by how likely they are its cause, best first, with the kind of fault.
 *
 * Looks at processor time and memory (`resource-evidence.ts`), at delays on the links between services
 * (`link-delay-evidence.ts`), at code that left its usual way (`code-path-evidence.ts`, `error-line-evidence.ts`) and at what the
 * alert measured along the call graph (`excess-flow-evidence.ts`); what is not recorded is left out. No labels, no
 * training, one configuration. Pure; equal input, equal output.
 */
export function rankRecorded(incident: RecordedIncident): RankedService[] {
  return combineEvidence(incident.services, evidenceSources(incident));
}

export function evidenceSources(incident: RecordedIncident): EvidenceSource[] {
  const forest = growForest(incident);
  const { templates, contentOf } = mineContent(incident);
  const flow = excessFlowSource(incident);
  return [
    ...resourceSources(incident),
    linkDelaySource(incident, forest),
    codePathSource(forest, contentOf),
    errorLineSource(incident, templates),
    ...(flow ? [flow] : []),
  ];
}
