import { z } from 'zod';
import { instant } from './primitives.schema.ts';

/** What keeps an anomaly out of incidents: who did it, why, and until when. */
export const anomalyMute = z.object({ id: z.string(), reason: z.string(), actor: z.string(), until: instant });
export type AnomalyMute = z.infer<typeof anomalyMute>;

/** Anomalies of one series, or of a detector at a service, that are recorded and open no incidents for a time. */
export const mute = z.object({
  id: z.string(),
  detectorId: z.string(),
  service: z.string(),
  /** Null for all series that the detector watches of the service. */
  seriesKey: z.string().nullable(),
  reason: z.string(),
  createdBy: z.string(),
  createdAt: instant,
  until: instant,
  /** Somebody lifted it before its time. */
  endedBy: z.string().nullable(),
  endedAt: instant.nullable(),
  inForce: z.boolean(),
});
export type Mute = z.infer<typeof mute>;
export const muteList = z.object({ items: z.array(mute) });
export type MuteList = z.infer<typeof muteList>;

const term = {
  until: instant,
  reason: z.string().trim().min(3, 'needs a few words that others understand').max(1000),
};

export const createMute = z.discriminatedUnion('scope', [
  z.object({ scope: z.literal('series'), seriesKey: z.string().min(1), ...term }),
  z.object({ scope: z.literal('service'), detectorId: z.string().min(1), service: z.string().min(1), ...term }),
]);
export type CreateMute = z.infer<typeof createMute>;
