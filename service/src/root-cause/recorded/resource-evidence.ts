import { median, quantile } from '../../detectors/robust-statistics.ts';
import { incidentStepMs, splitSamples } from './incident-window.ts';
import { parseColumn, roleOf, type MetricRole } from './metric-name.ts';
import type { Evidence, EvidenceSource, FaultKind, RecordedIncident } from './recorded-incident.ts';

/** Fewer samples of the lead-in say less about the usual level than the normal recording. */
const MIN_LEAD_IN = 5;
const MIN_NORMAL = 5;
/** A metric that hardly moves is not measured more finely than this share of its level. */
const FINEST_SHARE = 0.05;
const HIGH = 0.9;
/** Near the largest deviation, but not a single sample out of many. */
const LARGE = 0.9;
/** A footprint that grew by more than this share of the usual one is memory in trouble, a smaller change a new process. */
const GROWN_SHARE = 0.2;

interface Change {
  /** Deviation in units of the usual one. */
  readonly strength: number;
  /** Relative to the usual level. */
  readonly growth: number;
}

/**
 * Processor time that grew, and memory that changed, against the usual level: resources belong to a process, nothing that
 * it calls explains them. The robust deviation is that of BARO (Pham et al. 2024), against the upper spread of a normal
 * recording, from the level just before the incident where there is one.
 */
export function resourceSources(incident: RecordedIncident): EvidenceSource[] {
  return [
    { chance: 8, trust: 0.95, evidence: changesOf('cpu', incident) },
    { chance: 8, trust: 0.9, evidence: changesOf('memory', incident) },
  ];
}

function changesOf(role: MetricRole, incident: RecordedIncident): Evidence[] {
  const { metrics } = incident.observed;
  const evidence: Evidence[] = [];
  for (const [column, samples] of metrics.columns) {
    const { subject, metric } = parseColumn(column);
    if (roleOf(metric) === role && incident.services.includes(subject)) {
      const { before, during } = splitSamples(metrics, samples, incidentStepMs(incident));
      const normal = (incident.normal.metrics.columns.get(column) ?? new Float64Array()).filter(isSample);
      const change = measureChange(normal, before, during, role === 'cpu');
      if (change) {
        evidence.push({ service: subject, metric, kind: kindOf(role, change), strength: change.strength });
      }
    }
  }
  return evidence;
}

function measureChange(
  normal: ArrayLike<number>,
  before: readonly number[],
  during: readonly number[],
  upOnly: boolean
): Change | null {
  if (normal.length < MIN_NORMAL || during.length === 0) {
    return null;
  }
  const usual = median(normal);
  const level = before.length >= MIN_LEAD_IN ? median(before) : usual;
  const spread = Math.max(quantile(normal, HIGH) - usual, FINEST_SHARE * Math.abs(usual), Number.EPSILON);
  const deviations = during.map((value) => (upOnly ? value - level : Math.abs(value - level)) / spread);
  return {
    strength: Math.max(quantile(deviations, LARGE), 0),
    growth: (median(during) - level) / Math.max(Math.abs(level), Number.EPSILON),
  };
}

function kindOf(role: MetricRole, { growth }: Change): FaultKind {
  if (role === 'cpu') {
    return 'cpu';
  }
  return growth > GROWN_SHARE ? 'mem' : 'code';
}

function isSample(value: number): boolean {
  return !Number.isNaN(value);
}
