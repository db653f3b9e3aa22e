import type { BacktestFire, BacktestIncident, BacktestLevel } from '@vigil/contract';
import type { AnomalyInterval } from '../../detectors/index.ts';
import type { ReplayedSeries } from './replayed-series.ts';

const weekMs = 604_800_000;
const maxFires = 500;

export interface Judging {
  series: ReadonlyArray<Pick<ReplayedSeries, 'key' | 'service' | 'labels'>>;
  incidents: readonly BacktestIncident[];
  fromMs: number;
  toMs: number;
  /** A fire that ended so shortly before an incident became known still belongs to it. */
  joinWindowMs: number;
}

/** What one sensitivity would have been worth: which known incidents it finds and how early, and how much else. */
export function judgeFires(
  sensitivity: number,
  found: readonly AnomalyInterval[][],
  { series, incidents, fromMs, toMs, joinWindowMs }: Judging
): BacktestLevel {
  const fires = found.flatMap((intervals, index) =>
    intervals.map((interval) => toFire(series[index]!, interval, incidents, toMs, joinWindowMs))
  );
  const weeks = (toMs - fromMs) / weekMs;
  const caught = incidents.flatMap((incident) => {
    const first = Math.min(
      ...fires.filter(({ incidentId }) => incidentId === incident.id).map(({ detectedAt }) => Date.parse(detectedAt))
    );
    const leadSeconds = Math.round((Date.parse(incident.openedAt) - first) / 1000);
    return Number.isFinite(first) ? [{ incidentId: incident.id, leadSeconds }] : [];
  });
  const caughtIds = new Set(caught.map(({ incidentId }) => incidentId));
  return {
    sensitivity,
    fireCount: fires.length,
    fires: worst(fires).sort((first, second) => first.detectedAt.localeCompare(second.detectedAt)),
    firesPerWeek: fires.length / weeks,
    noisePerWeek: fires.filter(({ incidentId }) => incidentId === null).length / weeks,
    caught,
    missedIncidentIds: incidents.map(({ id }) => id).filter((id) => !caughtIds.has(id)),
  };
}

function worst(fires: readonly BacktestFire[]): BacktestFire[] {
  return [...fires].sort((first, second) => second.peakScore - first.peakScore).slice(0, maxFires);
}

function toFire(
  { key, service, labels }: Judging['series'][number],
  interval: AnomalyInterval,
  incidents: readonly BacktestIncident[],
  toMs: number,
  joinWindowMs: number
): BacktestFire {
  const { onsetMs, detectedMs, endedMs, severity, peak } = interval;
  const incident = incidents.find(
    (each) =>
      each.service === service &&
      onsetMs <= (each.endedAt === null ? toMs : Date.parse(each.endedAt)) &&
      (endedMs ?? toMs) + joinWindowMs >= Date.parse(each.openedAt)
  );
  return {
    seriesKey: key,
    service,
    labels,
    onsetAt: new Date(onsetMs).toISOString(),
    detectedAt: new Date(detectedMs).toISOString(),
    endedAt: endedMs === null ? null : new Date(endedMs).toISOString(),
    severity,
    peakScore: peak.score ?? 0,
    value: peak.value,
    expected: peak.expected,
    lower: peak.lower,
    upper: peak.upper,
    incidentId: incident?.id ?? null,
  };
}
