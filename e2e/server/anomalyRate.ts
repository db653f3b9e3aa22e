import type { AnomalyRate, AnomalyRateGroup } from '@vigil/contract';

const services = [
  'payments',
  'orders',
  'gateway',
  'catalog',
  ...Array.from({ length: 16 }, (_, index) => `service-${String(index + 1).padStart(2, '0')}`),
];
const serviceCount = 200;
const seriesPerService = 50;
const recordedSeconds = 300;

/** The rate of a fleet of ten thousand series: payments in trouble at the end of the range, orders with it, some noise. */
export function answerAnomalyRate(parameters: URLSearchParams): AnomalyRate {
  const [fromMs, toMs] = ['from', 'to'].map((name) => Date.parse(parameters.get(name) ?? ''));
  const wantedSeconds = (toMs - fromMs) / 1000 / Number(parameters.get('buckets'));
  const bucketSeconds = Math.max(1, Math.ceil(wantedSeconds / recordedSeconds)) * recordedSeconds;
  const bucketMs = bucketSeconds * 1000;
  const startMs = Math.floor(fromMs / bucketMs) * bucketMs;
  const count = Math.ceil(toMs / bucketMs) - startMs / bucketMs;
  const timestampsMs = Array.from({ length: count }, (_, index) => startMs + index * bucketMs);
  const groups = services.map((service, row) => groupOf(service, shareAt(row, count), count));
  const fleetShare = (column: number) =>
    groups.reduce((sum, { shares }) => sum + (shares[column] ?? 0), 0) / serviceCount;
  const fleet = groupOf('', fleetShare, count, serviceCount * seriesPerService);
  const shown = groups.slice(0, Number(parameters.get('limit')));
  const bounds = { from: new Date(startMs).toISOString(), to: new Date(startMs + count * bucketMs).toISOString() };
  return {
    ...bounds,
    bucketSeconds,
    timestampsMs,
    fleet,
    groups: shown,
    groupCount: serviceCount,
    recordedSince: bounds.from,
  };
}

function shareAt(row: number, count: number): (column: number) => number {
  return (column) => {
    const isAtEnd = column > count - 8;
    if (row < 2 && isAtEnd) {
      return row === 0 ? 0.44 : 0.16;
    }
    return (row * 31 + column * 7) % 53 === 0 ? 0.02 : 0;
  };
}

function groupOf(
  service: string,
  share: (column: number) => number,
  count: number,
  series = seriesPerService
): AnomalyRateGroup {
  const shares = Array.from({ length: count }, (_, column) => Number(share(column).toFixed(4)));
  const peakScores = shares.map((value) => (value === 0 ? 0.4 : 1.2 + 12 * value));
  return {
    service,
    instance: null,
    seriesCount: series,
    meanShare: shares.reduce((sum, value) => sum + value, 0) / count,
    peakScore: Math.max(...peakScores),
    shares,
    peakScores,
  };
}
