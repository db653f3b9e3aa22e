import { z } from 'zod';

/** What the scorer of the streaming task writes. */
export const nabScores = z.object({
  score: z.number(),
  threshold: z.number(),
  windows: z.int(),
  windows_found: z.int(),
  false_alert_runs: z.int(),
});

/** What the scorer of the offline tasks writes. */
export const vusScores = z.object({
  series: z.record(z.string(), z.object({ 'VUS-PR': z.number() })),
  mean: z.object({ 'VUS-PR': z.number() }),
});
