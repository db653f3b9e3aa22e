import { z } from 'zod';
import { detectorStanding } from './feedback.schema.ts';
import { detectorChanges, detectorDefinition, detectorSeries } from './detector.schema.ts';
import { instant, labels, sample } from './primitives.schema.ts';

/** Who decides about a detector: Vigil brings it along, the configuration file has it, or it was made here. */
export const detectorSource = z.enum(['preset', 'file', 'database']);
export type DetectorSource = z.infer<typeof detectorSource>;

/** `missing`: a preset whose metrics do not exist; `undiscovered`: nobody has looked for them yet. */
export const detectorState = z.enum(['active', 'disabled', 'missing', 'undiscovered']);
export type DetectorState = z.infer<typeof detectorState>;

/** Watched series by what their models are worth. */
export const seriesCounts = z.object({
  total: z.int(),
  untrained: z.int(),
  healthy: z.int(),
  thin: z.int(),
  flat: z.int(),
  stale: z.int(),
});
export type SeriesCounts = z.infer<typeof seriesCounts>;

export const detectorSummary = detectorDefinition.extend({
  source: detectorSource,
  state: detectorState,
  /** Send it with a change; 0 while nothing is stored about the detector. */
  version: z.int().nonnegative(),
  updatedAt: instant.nullable(),
  updatedBy: z.string().nullable(),
  /** Metrics that a preset needs, all of them. */
  requires: z.array(z.string()),
  /** Options of a preset that were changed here. */
  overriddenOptions: z.array(z.string()),
  series: seriesCounts,
  lastTrainedAt: instant.nullable(),
  standing: detectorStanding,
});
export type DetectorSummary = z.infer<typeof detectorSummary>;
export const detectorList = z.object({ items: z.array(detectorSummary) });
export type DetectorList = z.infer<typeof detectorList>;

/** One detector with its series, as many as fit; `series.total` counts all. */
export const detectorDetail = detectorSummary.extend({ watched: z.array(detectorSeries) });
export type DetectorDetail = z.infer<typeof detectorDetail>;

/** Save although the query finds nothing now, or cannot be tried because the metrics source is away. */
const acceptUntried = z.boolean().default(false);

export const createDetector = detectorDefinition.extend({ acceptUntried });
export type CreateDetector = z.infer<typeof createDetector>;

/** Refused with `conflict` unless `version` is what the detector has now. */
export const changeDetector = detectorChanges.extend({ version: z.int().nonnegative(), acceptUntried });
export type ChangeDetector = z.infer<typeof changeDetector>;

export const previewRequest = detectorDefinition.pick({ query: true, serviceLabel: true });
export type PreviewRequest = z.infer<typeof previewRequest>;

/** What a query gives right now. */
export const queryPreview = z.object({
  seriesCount: z.int(),
  serviceCount: z.int(),
  /** The first few series. */
  samples: z.array(z.object({ labels, value: sample })),
  /** Why a detector with this query would not work, and what to do about it. */
  problem: z.object({ code: z.enum(['syntax', 'empty', 'no-service']), message: z.string() }).nullable(),
});
export type QueryPreview = z.infer<typeof queryPreview>;
