import type { Insights, ServiceStatus } from '@vigil/contract';
import type { Tone } from '../../shared/appearance';
import { countOf } from '../../shared/formatValue';

export interface FleetVerdict {
  title: string;
  detail: string;
  tone: Tone;
  /** False while the score must not be read as the health of now. */
  isCurrent: boolean;
}

/** What the fleet's health comes down to. It says "healthy" only when everything that would know otherwise works. */
export function fleetVerdict(insights: Insights, status: ServiceStatus | undefined): FleetVerdict {
  return blindness(status) ?? trouble(insights) ?? calm(insights);
}

function blindness(status: ServiceStatus | undefined): FleetVerdict | undefined {
  if (status === undefined) {
    return {
      title: 'Not known',
      detail: 'The status of the service is not known yet.',
      tone: 'secondary',
      isCurrent: false,
    };
  }
  const blind = status.components.find(
    ({ name, state }) => (name === 'metrics' || name === 'scoring') && state !== 'ok'
  );
  if (blind !== undefined) {
    return {
      title: 'Scores are paused',
      detail: 'The health below is as it was before.',
      tone: 'warning',
      isCurrent: false,
    };
  }
  const { seriesCount, trainedSeriesCount } = status.detection;
  if (trainedSeriesCount === 0) {
    const detail =
      seriesCount === 0
        ? 'No series to watch was found yet.'
        : `${countOf(seriesCount, 'series', 'series')} found, no model is trained yet.`;
    return { title: 'Still learning', detail, tone: 'info', isCurrent: false };
  }
  return undefined;
}

function trouble({ fleet }: Insights): FleetVerdict | undefined {
  const down = (fleet.down ?? 0) + (fleet.critical ?? 0);
  if (down > 0) {
    return {
      title: 'In trouble',
      detail: `${countOf(down, 'service')} down or critical.`,
      tone: 'error',
      isCurrent: true,
    };
  }
  const degraded = fleet.degraded ?? 0;
  if (degraded > 0) {
    return { title: 'Degraded', detail: `${countOf(degraded, 'service')} degraded.`, tone: 'warning', isCurrent: true };
  }
  return undefined;
}

function calm({ fleet, services }: Insights): FleetVerdict {
  const unknown = fleet.unknown ?? 0;
  if (services.length === 0 || unknown === services.length) {
    return { title: 'Not known', detail: 'No service reports its health yet.', tone: 'secondary', isCurrent: false };
  }
  if (unknown > 0) {
    const detail = `The health of ${countOf(unknown, 'service')} is not known.`;
    return { title: 'No trouble seen', detail, tone: 'secondary', isCurrent: true };
  }
  return {
    title: 'Healthy',
    detail: `All ${countOf(services.length, 'service')} behave as usual.`,
    tone: 'success',
    isCurrent: true,
  };
}
