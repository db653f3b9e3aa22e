import { median } from '../robust-statistics.ts';

/** How a series is continued: by which slope, from which level, and with which season. */
export interface Method {
  readonly slope: 'none' | 'whole' | 'recent';
  /** `last`: from the last few points; `usual`: from a stretch of them, which noise moves less. */
  readonly anchor: 'last' | 'usual';
  /** In steps; 0 for none. */
  readonly season: number;
}

const lastPoints = 3;
const fewestPoints = 12;

/** Every way to continue a series that is tried, the simplest first. */
export function methodsFor(seasons: readonly number[]): Method[] {
  const anchors = ['usual', 'last'] as const;
  const slopes = ['none', 'whole', 'recent'] as const;
  return [0, ...seasons].flatMap((season) =>
    slopes.flatMap((slope) => anchors.map((anchor) => ({ slope, anchor, season })))
  );
}

/**
 * Learns from `values[0..end)` how to continue them. The slope is the median of slopes between points whole seasons apart
 * (Theil 1950, Sen 1968, with pairs of one distance), so that neither outliers nor the season tilt it; the season is the
 * median of what is left in each of its steps.
 *
 * @returns the value expected so many steps after the last, 1 being the next
 */
export function extrapolate(
  values: Float64Array,
  end: number,
  { slope, anchor, season }: Method
): (ahead: number) => number {
  const whole = slopeOf(values, 0, end, season);
  const recent = Math.max(0, end - Math.max(fewestPoints, 3 * season, Math.floor(end / 4)));
  const perStep = { none: 0, whole, recent: slope === 'recent' ? slopeOf(values, recent, end, season) : 0 }[slope];
  const profile = seasonalProfile(values, end, season, whole);
  const seasonAt = (index: number): number => (season === 0 ? 0 : profile[index % season]!);
  const stretch = anchor === 'last' ? lastPoints : Math.max(fewestPoints, season, Math.floor(end / 6));
  const levels: number[] = [];
  for (let index = end - 1; index >= 0 && levels.length < stretch; index--) {
    const value = values[index]!;
    if (!Number.isNaN(value)) {
      levels.push(value - seasonAt(index) + perStep * (end - 1 - index));
    }
  }
  const level = median(levels);
  return (ahead) => level + perStep * ahead + seasonAt(end - 1 + ahead);
}

function slopeOf(values: Float64Array, from: number, end: number, season: number): number {
  const length = end - from;
  const half = Math.floor(length / 2);
  const distance = season > 0 ? Math.max(season, Math.floor(half / season) * season) : half;
  const slopes: number[] = [];
  for (let index = from; index + distance < end; index++) {
    const rise = values[index + distance]! - values[index]!;
    if (!Number.isNaN(rise)) {
      slopes.push(rise / distance);
    }
  }
  return slopes.length === 0 ? 0 : median(slopes);
}

/** What each step of the season adds, around zero; zero where it has never been seen. */
function seasonalProfile(values: Float64Array, end: number, season: number, perStep: number): Float64Array {
  const byPhase = Array.from({ length: season }, (): number[] => []);
  for (let index = 0; index < end && season > 0; index++) {
    if (!Number.isNaN(values[index]!)) {
      byPhase[index % season]!.push(values[index]! - perStep * index);
    }
  }
  const center = median(byPhase.flat());
  return Float64Array.from(byPhase, (phase) => (phase.length === 0 ? 0 : median(phase) - center));
}
