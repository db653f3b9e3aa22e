import type { DetectorDefinition } from '@vigil/contract';
import { ServiceError } from '../../errors.ts';
import { countSeriesByDetector } from '../../storage/repositories/series-counts.ts';
import type { DetectionContext } from '../detection-context.ts';

export interface ChosenDetector {
  detector: DetectorDefinition;
  seriesCount: number;
}

export interface DetectorChoice {
  chosen: ChosenDetector[];
  /** Why detectors that match are not among them. */
  notices: string[];
}

const mostSeries = 20_000;

/** The detectors that watch anything of the service, as many as can be compared at a time; those with few series first. */
export async function chooseDetectors(
  { catalog, database }: Pick<DetectionContext, 'catalog' | 'database'>,
  { service, detectorId }: { service: string; detectorId: string }
): Promise<DetectorChoice> {
  if (detectorId !== '' && catalog.find(detectorId) === undefined) {
    throw new ServiceError('not-found', `there is no detector ${detectorId}; it may not have found its metrics`);
  }
  const counts = await countSeriesByDetector(database, service === '' ? undefined : service);
  const watching = catalog
    .all()
    .filter(({ id }) => detectorId === '' || id === detectorId)
    .map((detector) => ({ detector, seriesCount: counts.get(detector.id) ?? 0 }))
    .filter(({ seriesCount }) => seriesCount > 0)
    .sort((first, second) => first.seriesCount - second.seriesCount);
  let total = 0;
  const chosen = watching.filter(({ seriesCount }) => {
    total += seriesCount;
    return total <= mostSeries;
  });
  const left = watching.slice(chosen.length);
  return { chosen, notices: left.length === 0 ? [] : [tooMany(left)] };
}

function tooMany(left: readonly ChosenDetector[]): string {
  const names = left.map(({ detector, seriesCount }) => `${detector.title} (${seriesCount} series)`).join(', ');
  return `At most ${mostSeries} series are compared at a time; not compared: ${names}. Choose a service or a detector.`;
}
