import type { DetectorDraft } from './draft';
import type { FieldProblems } from './fieldProblems';

/** What every part of the form gets. */
export interface SectionProps {
  draft: DetectorDraft;
  onChange: (changes: Partial<DetectorDraft>) => void;
  problems: FieldProblems;
  disabled: boolean;
}
