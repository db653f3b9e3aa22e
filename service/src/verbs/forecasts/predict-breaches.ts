import type { DetectorDefinition } from '@vigil/contract';
import type { ServiceContext } from '../../context.ts';
import { forecastDetector } from '../../detection/forecast-detector.ts';
import type { ForecastSeries } from '../../detection/forecast-detector.ts';
import { insertAnomaly, updateAnomaly } from '../../storage/repositories/anomalies.ts';
import { listOpenPredictions } from '../../storage/repositories/predictions.ts';
import type { MetricsSource } from '../../telemetry/telemetry.ts';
import type { DetectionContext } from '../detection-context.ts';
import { predictedBreach } from './predicted-breach.ts';
import { newPrediction, predictionKey, progressOf } from './prediction-row.ts';

const coverage = 0.8;
const maxSeries = 200;

type Needed = Pick<ServiceContext, 'database' | 'clock' | 'logger'> & Pick<DetectionContext, 'catalog' | 'telemetry'>;

/**
 * Opens an anomaly for each series that is going to reach its threshold within the time that its detector names, keeps
 * it up to date, and ends it when it is no longer going to. A detector that cannot be read is left as it is.
 */
export async function predictBreaches(context: Needed): Promise<void> {
  const { catalog, telemetry, logger } = context;
  if (telemetry.metrics === null) {
    return;
  }
  for (const detector of catalog.all()) {
    try {
      await predictFor(context, telemetry.metrics, detector);
    } catch (error) {
      logger.warn({ detector: detector.id, err: error }, 'no forecast');
    }
  }
}

async function predictFor(context: Needed, metrics: MetricsSource, detector: DetectorDefinition): Promise<void> {
  const { database, clock } = context;
  const open = new Map((await listOpenPredictions(database, detector.id)).map((row) => [row.seriesKey, row.id]));
  const goal = detector.options.forecast;
  const now = clock.now();
  if (goal !== null) {
    const horizonMs = goal.withinSeconds * 1000;
    const request = { metrics, detector, nowMs: now.getTime(), horizonMs, coverage, service: '', maxSeries };
    for (const series of (await forecastDetector(request)).series) {
      const key = predictionKey(series.key);
      if (await follow(context, detector, series, open.get(key))) {
        open.delete(key);
      }
    }
  }
  for (const id of open.values()) {
    await updateAnomaly(database, id, { status: 'closed', endedAt: now });
  }
}

/** Whether the series is going to reach its threshold; then its anomaly is opened or brought up to date. */
async function follow(
  { database, clock }: Needed,
  detector: DetectorDefinition,
  series: ForecastSeries,
  openId: string | undefined
): Promise<boolean> {
  const now = clock.now();
  const breach = predictedBreach(detector.options, series, now.getTime());
  if (breach === null) {
    return false;
  }
  const progress = progressOf(detector, series, breach, now);
  await (openId === undefined
    ? insertAnomaly(database, newPrediction(detector, series, progress, now))
    : updateAnomaly(database, openId, progress));
  return true;
}
