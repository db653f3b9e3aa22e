import { fitModel, restoreModel, warmUp } from '../src/detectors/index.ts';
import type { ModelSnapshot } from '../src/detectors/index.ts';
import { directEndpoint } from '../src/telemetry/endpoint.ts';
import { createPrometheusSource } from '../src/telemetry/prometheus/metrics-source.ts';
import type { MetricsSource } from '../src/telemetry/telemetry.ts';
import { startLiveDetection } from './live-detection.ts';
import type { LiveDetection } from './live-detection.ts';
import { liveShapes, liveValue, stepMs } from './live-value.ts';

const historyMs = 7 * 86_400_000;

/** What scoring one step has cost this process. */
export interface LiveStep {
  readonly points: number;
  readonly processorSeconds: number;
  readonly wallMs: number;
  /** Until Prometheus had answered the last query. */
  readonly fetchMs: number;
  readonly residentBytes: number;
}

/** A model is learned for one series of each shape and copied, in memory too, for the others. */
function giveModels({ runtime, detectors }: LiveDetection, seenToMs: number): void {
  const snapshots = Array.from({ length: liveShapes }, (_, shape) => JSON.stringify(learn(shape, seenToMs)));
  for (const series of detectors.flatMap(({ id }) => runtime.series.of(id))) {
    const shape = Number(series.labels['series']) % liveShapes;
    series.model = restoreModel(JSON.parse(snapshots[shape]!) as ModelSnapshot);
    runtime.series.hasChanged(series);
  }
}

function learn(shape: number, toMs: number): ModelSnapshot {
  const length = historyMs / stepMs;
  const timestampsMs = new Float64Array(length).map((_, index) => toMs - (length - 1 - index) * stepMs);
  const history = { timestampsMs, values: timestampsMs.map((timestampMs) => liveValue(shape, timestampMs)) };
  const model = fitModel(history);
  warmUp(model, history);
  return model.snapshot();
}

function timedSource(metrics: MetricsSource) {
  let answeredAtMs = 0;
  const queryRange: MetricsSource['queryRange'] = async (...query) => {
    const series = await metrics.queryRange(...query);
    answeredAtMs = performance.now();
    return series;
  };
  return { metrics: { ...metrics, queryRange }, answeredAtMs: () => answeredAtMs };
}

async function scoreStep(nowMs: number): Promise<LiveStep> {
  const startedMs = performance.now();
  const before = process.cpuUsage();
  await live.runtime.score(nowMs, () => Promise.resolve());
  const { user, system } = process.cpuUsage(before);
  return {
    points: live.takePointCount(),
    processorSeconds: (user + system) / 1e6,
    wallMs: performance.now() - startedMs,
    fetchMs: timed.answeredAtMs() - startedMs,
    residentBytes: process.memoryUsage.rss(),
  };
}

/** In the first step the series are found; from then on they have models. */
let hasModels = false;

async function take(nowMs: number): Promise<LiveStep> {
  const step = await scoreStep(nowMs);
  if (!hasModels) {
    giveModels(live, nowMs);
    hasModels = true;
  }
  return step;
}

const [prometheusUrl = '', seriesCount] = process.argv.slice(2);
const timed = timedSource(createPrometheusSource(directEndpoint('metrics', prometheusUrl)));
const live = await startLiveDetection(timed.metrics, Number(seriesCount));
process.on('message', (nowMs: number) => {
  void take(nowMs).then((step) => process.send?.(step));
});
process.on('disconnect', () => {
  void live.close().then(() => process.exit());
});
process.send?.('ready');
