import { median, quantile } from '../../detectors/robust-statistics.ts';
import { incidentStepMs, splitSamples } from './incident-window.ts';
import { parseColumn, roleOf, type MetricRole } from './metric-name.ts';
import type { Evidence, EvidenceSource, RecordedIncident } from './recorded-incident.ts';

/** Fewer samples of the lead-in say less about the usual level than the normal recording. */
const MIN_LEAD_IN = 5;
const MIN_NORMAL = 5;
/** A metric is not measured more finely than this share of its own level, or of the level that is typical for all services. */
const FINEST_SHARE = 0.05;
const HIGH = 0.9;
/** Near the largest deviation, but not a single sample out of many. */
const LARGE = 0.75;
/** Memory is in trouble that grew by this share of its own level, and of the level that is typical for all services. */
const GROWN_SHARE = 0.5;

/** One metric of one service. */
interface Course {
  readonly service: string;
  readonly metric: string;
  /** Usual level and how far it usually rises. */
  readonly usual: number;
  readonly rise: number;
  /** Level just before the incident. */
  readonly level: number;
  readonly during: readonly number[];
  /** Median of the usual levels of this metric over all services. */
  readonly typical: number;
}

/**
 * Processor time that grew, and memory that changed, against the usual level: resources belong to a process, nothing that
 * it calls explains them. The robust deviation is that of BARO (Pham et al. 2024), against the upper spread of a normal
 * recording, from the level just before the incident where there is one.
 */
export function resourceSources(incident: RecordedIncident): EvidenceSource[] {
  return [
    { chance: 5, evidence: coursesOf('cpu', incident).map(ofProcessor) },
    { chance: 1, evidence: coursesOf('memory', incident).map(ofMemory) },
  ];
}

function ofProcessor(course: Course): Evidence {
  const { service, metric } = course;
  return { service, metric, kind: 'cpu', strength: riseOf(course), trust: 0.95 };
}

/** Another footprint that is not larger by far is another process: restarted, or running other code. */
function ofMemory(course: Course): Evidence {
  const { service, metric } = course;
  return hasGrown(course)
    ? { service, metric, kind: 'mem', strength: riseOf(course), trust: 0.85 }
    : { service, metric, kind: 'code', strength: shiftOf(course), trust: 0.5 };
}

function coursesOf(role: MetricRole, incident: RecordedIncident): Course[] {
  const courses = [...incident.observed.metrics.columns.keys()].flatMap((column) => {
    const { subject, metric } = parseColumn(column);
    const isOfService = roleOf(metric) === role && incident.services.includes(subject);
    const course = isOfService ? courseOf(column, incident) : null;
    return course ? [{ service: subject, metric, ...course }] : [];
  });
  return courses.map((course) => ({ ...course, typical: typicalLevel(courses, course.metric) }));
}

function courseOf(
  column: string,
  incident: RecordedIncident
): Pick<Course, 'usual' | 'rise' | 'level' | 'during'> | null {
  const { metrics } = incident.observed;
  const normal = (incident.normal.metrics.columns.get(column) ?? new Float64Array()).filter(
    (value) => !Number.isNaN(value)
  );
  const { before, during } = splitSamples(metrics, metrics.columns.get(column)!, incidentStepMs(incident));
  if (normal.length < MIN_NORMAL || during.length === 0) {
    return null;
  }
  const usual = median(normal);
  return {
    usual,
    rise: quantile(normal, HIGH) - usual,
    level: before.length >= MIN_LEAD_IN ? median(before) : usual,
    during,
  };
}

function typicalLevel(courses: ReadonlyArray<Pick<Course, 'metric' | 'usual'>>, metric: string): number {
  return median(courses.filter((course) => course.metric === metric).map(({ usual }) => Math.abs(usual)));
}

function spreadOf({ rise, usual, typical }: Course): number {
  return Math.max(rise, FINEST_SHARE * Math.max(Math.abs(usual), typical), Number.EPSILON);
}

function riseOf(course: Course): number {
  return Math.max(quantile(course.during, LARGE) - course.level, 0) / spreadOf(course);
}

function shiftOf(course: Course): number {
  const deviations = course.during.map((value) => Math.abs(value - course.level));
  return quantile(deviations, LARGE) / spreadOf(course);
}

function hasGrown({ during, level, typical }: Course): boolean {
  return median(during) - level > GROWN_SHARE * Math.max(level, typical);
}
