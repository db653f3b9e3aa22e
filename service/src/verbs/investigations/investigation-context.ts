import type { ServiceContext } from '../../context.ts';
import type { DetectionContext } from '../detection-context.ts';

/** What an investigation reads from and writes to. */
export type InvestigationContext = ServiceContext & DetectionContext;
