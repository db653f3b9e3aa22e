import type { DetectorStanding } from '@vigil/contract';
import { Gauge } from 'prom-client';
import type { Registry } from 'prom-client';
import type { ServiceContext } from '../../context.ts';
import type { DetectorCatalog } from '../../detection/detector-catalog.ts';
import { readStandings } from './read-standings.ts';
import type { Standings } from './read-standings.ts';

type PrecisionContext = Pick<ServiceContext, 'database' | 'clock' | 'config' | 'logger'> & {
  catalog: Pick<DetectorCatalog, 'all'>;
};

/** The gauges of one scrape are filled from one reading. */
const readingLastsMs = 1_000;

/**
 * What people say of the anomalies of each detector, as gauges. They are read from the database when they are scraped, so
 * that every replica tells the same; while that cannot be read they have no values.
 */
export function registerPrecisionMetrics(registry: Registry, context: PrecisionContext): void {
  const read = createReader(context);
  const gauge = <Label extends string>(
    name: string,
    help: string,
    labelNames: ReadonlyArray<'detector' | Label>,
    fill: (gauge: Gauge<'detector' | Label>, detector: string, standing: DetectorStanding) => void
  ) =>
    new Gauge({
      name,
      help,
      labelNames,
      registers: [registry],
      async collect() {
        this.reset();
        const standingOf = await read();
        if (standingOf !== null) {
          context.catalog.all().forEach(({ id }) => fill(this, id, standingOf(id)));
        }
      },
    });

  gauge(
    'ai_model_accuracy',
    'Share of the judged anomalies that were real.',
    ['detector'],
    (accuracy, detector, of) => {
      if (of.precision.precision !== null) {
        accuracy.set({ detector }, of.precision.precision);
      }
    }
  );
  gauge<'bound'>(
    'vigil_detector_precision_bound',
    'Ends of the 95 % interval of the share of anomalies that were real; only of detectors that were judged.',
    ['detector', 'bound'],
    (bounds, detector, { precision }) => {
      if (precision.precision !== null) {
        bounds.set({ detector, bound: 'lower' }, precision.lower);
        bounds.set({ detector, bound: 'upper' }, precision.upper);
      }
    }
  );
  gauge<'verdict'>(
    'vigil_detector_verdicts',
    'Anomalies by what somebody made of them.',
    ['detector', 'verdict'],
    (verdicts, detector, { precision }) => {
      for (const verdict of ['real', 'noise', 'known'] as const) {
        verdicts.set({ detector, verdict }, precision[verdict]);
      }
    }
  );
  gauge(
    'vigil_detector_demoted',
    '1 while a detector opens tickets instead of paging, because too many of its anomalies were noise.',
    ['detector'],
    (demoted, detector, { priority }) => demoted.set({ detector }, priority === 'ticket' ? 1 : 0)
  );
}

function createReader(context: PrecisionContext): () => Promise<Standings | null> {
  let reading: Promise<Standings | null> = Promise.resolve(null);
  let readAtMs = Number.NEGATIVE_INFINITY;
  return () => {
    const nowMs = performance.now();
    if (nowMs - readAtMs > readingLastsMs) {
      readAtMs = nowMs;
      reading = readStandings(context).catch((error: unknown) => {
        context.logger.warn({ err: error }, 'verdicts could not be read for the metrics');
        return null;
      });
    }
    return reading;
  };
}
