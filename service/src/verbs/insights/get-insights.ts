import type { Incident, IncidentPage, Insights, serviceHealth, ServiceSummary } from '@vigil/contract';
import { listIncidents } from '../../storage/repositories/incidents.ts';
import type { DetectionContext } from '../detection-context.ts';
import { fleetHealthScore } from '../services/health-score.ts';
import { listServices } from '../services/list-services.ts';
import { computeInsights } from './compute-insights.ts';
import { readFeed } from './read-feed.ts';
import { readRecentActivity } from './read-recent-activity.ts';

const shownIncidents = 20;
const shownFeedEntries = 30;

/** Everything that the home page shows. */
export async function getInsights(context: DetectionContext): Promise<Insights> {
  const now = context.clock.now();
  const { items: services } = await listServices(context);
  const open = await listRealIncidents(context, 'open');
  const acknowledged = await listRealIncidents(context, 'acknowledged');
  const openIncidents = [...open.items, ...acknowledged.items];
  const activity = await readRecentActivity(context, now);
  const healthScore = fleetHealthScore(services);
  return {
    generatedAt: now.toISOString(),
    fleetHealthScore: healthScore,
    fleet: countByHealth(services),
    services,
    openIncidents,
    openIncidentCount: open.total,
    acknowledgedIncidentCount: acknowledged.total,
    insights: computeInsights({
      now,
      services,
      openIncidents,
      activity,
      fleetHealthScore: healthScore,
      scoring: context.scoring.current(),
      sources: sourceStates(context),
    }),
    feed: await readFeed(context.database, shownFeedEntries),
  };
}

/** The newest in this status, and how many there are; tests are none. */
function listRealIncidents({ database }: DetectionContext, status: Incident['status']): Promise<IncidentPage> {
  return listIncidents(database, { status, isTest: false }, { limit: shownIncidents });
}

function countByHealth(services: readonly ServiceSummary[]): Insights['fleet'] {
  const count = (health: ServiceSummary['health']): number => services.filter((each) => each.health === health).length;
  return {
    healthy: count('healthy'),
    degraded: count('degraded'),
    critical: count('critical'),
    down: count('down'),
    unknown: count('unknown'),
  } satisfies Record<(typeof serviceHealth.options)[number], number>;
}

function sourceStates({ telemetry }: DetectionContext) {
  return (['metrics', 'logs', 'traces'] as const).flatMap((name) => {
    const source = telemetry[name];
    return source === null ? [] : [{ name, ...source.health.current() }];
  });
}
