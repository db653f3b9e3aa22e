import type { LearnedBand } from '../band/learn-band.ts';
import { fitTail, returnLevel } from '../calibration/tail-boundary.ts';
import { clockOf } from '../calendar/local-clock.ts';
import type { DetectorOptions, MaskedWindow } from '../detector.ts';
import { isColdStart, type TrainingData } from '../training-data.ts';

const DAY_MS = 86_400_000;
/** The tail that is presumed ordinary is taken from this share of the samples, so faults of up to half as much show. */
const TAIL_SHARE = 0.1;
const MOST_FAULTY_SHARE = 0.05;
const FALSE_ALARMS_PER_WEEK = 0.01;
const FAULTY_FROM = 1.3;
const MIN_POINTS = 3;
const MAX_GAP_STEPS = 3;
/** At the same time on so many days it is a habit of the series. */
const HABIT_DAYS = 3;
const HABIT_TOLERANCE_MS = 1_800_000;

interface Excursion {
  readonly fromMs: number;
  toMs: number;
  points: number;
}

/**
 * Excursions in a history that look like faults although nobody has labelled them: far outside of what the rest of the
 * history does, for three points or more, and not at the same time of day on several days. None when they would take
 * more than a twentieth of the samples: then the series is like that.
 */
export function findUnlabelledFaults(
  training: TrainingData,
  { residuals }: LearnedBand,
  options: DetectorOptions
): MaskedWindow[] {
  if (isColdStart(training)) {
    return [];
  }
  const excursions = [1, -1].flatMap((sign) =>
    excursionsOf(
      training,
      residuals.map((residual) => sign * residual)
    )
  );
  const clock = clockOf(options.timeZone);
  const faults = excursions.filter((one) => !isHabit(one, excursions, (timestampMs) => clock.localMs(timestampMs)));
  const points = faults.reduce((sum, fault) => sum + fault.points, 0);
  return points > MOST_FAULTY_SHARE * residuals.length
    ? []
    : faults
        .toSorted((one, other) => one.fromMs - other.fromMs)
        .map(({ fromMs, toMs }) => ({ fromMs, toMs, reason: 'unlike the rest of the history' }));
}

function excursionsOf({ timestampsMs, stepMs }: TrainingData, deviations: Float64Array): Excursion[] {
  const gapMs = MAX_GAP_STEPS * stepMs;
  const tail = fitTail(timestampsMs, deviations, stepMs, gapMs, TAIL_SHARE);
  const boundary = FAULTY_FROM * returnLevel(tail, FALSE_ALARMS_PER_WEEK);
  const excursions: Excursion[] = [];
  let open: Excursion | null = null;
  deviations.forEach((deviation, index) => {
    const timestampMs = timestampsMs[index]!;
    if (boundary <= 0 || deviation < boundary) {
      return;
    }
    if (open && timestampMs - open.toMs <= gapMs) {
      open.toMs = timestampMs;
      open.points++;
    } else {
      open = { fromMs: timestampMs, toMs: timestampMs, points: 1 };
      excursions.push(open);
    }
  });
  return excursions.filter(({ points }) => points >= MIN_POINTS);
}

function isHabit(one: Excursion, all: readonly Excursion[], localMs: (timestampMs: number) => number): boolean {
  const timeOfDay = ({ fromMs }: Excursion) => localMs(fromMs) % DAY_MS;
  const days = all
    .filter((other) => {
      const distanceMs = Math.abs(timeOfDay(other) - timeOfDay(one));
      return Math.min(distanceMs, DAY_MS - distanceMs) <= HABIT_TOLERANCE_MS;
    })
    .map(({ fromMs }) => Math.floor(localMs(fromMs) / DAY_MS));
  return new Set(days).size >= HABIT_DAYS;
}
