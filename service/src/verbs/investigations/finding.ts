import type { Evidence } from '@vigil/contract';
import type { TimeRange } from '../../telemetry/telemetry.ts';

const longestSample = 500;

type Required = Pick<Evidence, 'id' | 'source' | 'service' | 'title' | 'finding' | 'query'>;

/** Evidence with its usual parts filled in. */
export function finding(required: Required, range: TimeRange, rest: Partial<Evidence> = {}): Evidence {
  return {
    interesting: false,
    truncated: null,
    traceId: null,
    ...required,
    ...rest,
    samples: (rest.samples ?? []).map((sample) => sample.slice(0, longestSample)),
    from: new Date(range.fromMs).toISOString(),
    to: new Date(range.toMs).toISOString(),
  };
}
