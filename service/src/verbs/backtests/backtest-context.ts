import type { ServiceContext } from '../../context.ts';
import type { DetectionContext } from '../detection-context.ts';

/** What the verbs about back-tests work with. */
export type BacktestContext = Pick<ServiceContext, 'database' | 'clock' | 'logger' | 'config' | 'queue'> &
  Pick<DetectionContext, 'catalog' | 'telemetry'>;
