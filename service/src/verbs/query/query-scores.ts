import type { NamedSeries, VigilQuery } from '@vigil/contract';
import { severityOf } from '../../detectors/index.ts';
import type { ScoredColumns, ScoredRange } from '../../detection/score-range.ts';
import { ServiceError } from '../../errors.ts';
import type { DetectionContext } from '../detection-context.ts';
import { noMetricsSource } from '../telemetry-problem.ts';
import { chosenValues, matchesChosen } from './chosen-values.ts';
import type { QueryAnswer, QueryScope } from './run-queries.ts';

const maxSeries = 200;

type DetectorDefinition = ReturnType<DetectionContext['catalog']['all']>[number];

/** Scores of the matching series: 1 is the boundary, whatever the metric. */
export function queryScore(context: DetectionContext, query: VigilQuery, scope: QueryScope): Promise<QueryAnswer> {
  return scoredAnswer(context, query, scope, (detector, columns) => [
    named('score', detector, columns, columns.scores, 'none'),
  ]);
}

/** What is seen beside what was expected. */
export function queryBand(context: DetectionContext, query: VigilQuery, scope: QueryScope): Promise<QueryAnswer> {
  return scoredAnswer(context, query, scope, (detector, columns) =>
    (['values', 'expected', 'lower', 'upper'] as const).map((column) =>
      named(column === 'values' ? 'value' : column, detector, columns, columns[column], detector.unit)
    )
  );
}

async function scoredAnswer(
  context: DetectionContext,
  query: VigilQuery,
  { range, maxDataPoints }: QueryScope,
  toSeries: (detector: DetectorDefinition, columns: ScoredColumns) => NamedSeries[]
): Promise<QueryAnswer> {
  const { scoreRange } = context;
  if (scoreRange === null) {
    throw noMetricsSource();
  }
  const detectors = chosenDetectors(context, query);
  const answers = await Promise.all(
    detectors.map(async (detector) => ({ detector, scored: await scoreRange(detector, range, maxDataPoints) }))
  );
  const matching = answers.flatMap(({ detector, scored }) =>
    scored.series
      .filter((columns) => matchesChosen(query.service, columns.service))
      .filter((columns) => hasSeverity(columns, query.severity))
      .map((columns) => ({ detector, columns }))
  );
  const shown = matching.slice(0, maxSeries);
  return {
    series: shown.flatMap(({ detector, columns }) => toSeries(detector, columns)),
    notice: noticeOf(
      matching.length,
      answers.map(({ scored }) => scored),
      shown
    ),
  };
}

function chosenDetectors({ catalog }: DetectionContext, { detectorId }: VigilQuery): readonly DetectorDefinition[] {
  const chosen = chosenValues(detectorId);
  return chosen.length === 0 ? catalog.all() : chosen.map((id) => findDetector(catalog, id));
}

function findDetector(catalog: DetectionContext['catalog'], id: string): DetectorDefinition {
  const detector = catalog.find(id);
  if (detector === undefined) {
    throw new ServiceError('not-found', `there is no detector ${id}; it may not have found its metrics`);
  }
  return detector;
}

/** A severity asks for series that reach it at least once in the range. */
function hasSeverity({ scores }: ScoredColumns, severity: VigilQuery['severity']): boolean {
  const reached = severityOf(Math.max(0, ...scores.filter((score) => score !== null)));
  return severity === '' || reached === 'critical' || reached === severity;
}

function noticeOf(
  found: number,
  answers: readonly ScoredRange[],
  shown: ReadonlyArray<{ columns: ScoredColumns }>
): string | null {
  const untrained = shown.filter(({ columns }) => !columns.hasModel).length;
  const parts = [
    found > maxSeries ? `Only ${maxSeries} of ${found} series are shown; choose a service or a detector.` : '',
    untrained > 0 ? `${untrained} of ${shown.length} series have no model yet and therefore no score.` : '',
    answers.length === 0 ? 'No detector is active yet.' : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? null : parts.join(' ');
}

function named(
  name: string,
  detector: DetectorDefinition,
  columns: ScoredColumns,
  values: ScoredColumns['values'],
  unit: string
): NamedSeries {
  return {
    name,
    labels: { ...columns.labels, service: columns.service, detector: detector.id },
    unit,
    timestampsMs: columns.timestampsMs,
    values,
  };
}
