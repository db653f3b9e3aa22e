import type { ServiceHealth, ServiceSummary, Severity } from '@vigil/contract';

/**
 * The health score starts at 100 and loses, never falling below 0:
 * 30 points per open critical anomaly and 15 per open high one, 60 for all anomalies together at most;
 * 20 per open critical incident that the service is held responsible for and 10 per other one, 30 at most;
 * 60 times the share of instances that are down.
 */
const anomalyPoints: Record<Severity, number> = { critical: 30, high: 15, normal: 0 };
const incidentPoints: Record<Severity, number> = { critical: 20, high: 10, normal: 5 };
const maxAnomalyPoints = 60;
const maxIncidentPoints = 30;
const pointsForAllInstances = 60;
const criticalBelow = 50;
const degradedBelow = 90;

export interface ServiceCondition {
  name: string;
  anomalies: ReadonlyArray<{ title: string; severity: Severity; peakScore: number }>;
  incidents: ReadonlyArray<{ number: number; severity: Severity }>;
  instancesUp: number | null;
  instancesTotal: number | null;
  /** Why nothing can be said about the service, when that is so. */
  blindReason: string | null;
}

type Deduction = ServiceSummary['deductions'][number];

/** Sums up a service. Nothing wrong is only said of a service that is really being watched. */
export function summarizeService(condition: ServiceCondition): ServiceSummary {
  const { name, anomalies, incidents, instancesUp, instancesTotal, blindReason } = condition;
  const deductions = [
    ...capped(
      anomalies.map(({ title, severity }) => ({ reason: `${title}: ${severity}`, points: anomalyPoints[severity] })),
      maxAnomalyPoints
    ),
    ...capped(
      incidents.map(({ number, severity }) => ({
        reason: `Incident ${number} is open`,
        points: incidentPoints[severity],
      })),
      maxIncidentPoints
    ),
    ...instanceDeduction(instancesUp, instancesTotal),
  ];
  const score = Math.max(0, 100 - deductions.reduce((total, { points }) => total + points, 0));
  const health = healthOf(score, deductions, condition);
  return {
    name,
    health,
    reason: health === 'unknown' ? (blindReason ?? '') : deductions.map(({ reason }) => reason).join('; '),
    healthScore: health === 'unknown' ? null : score,
    deductions,
    openAnomalies: anomalies.length,
    openIncidents: incidents.length,
    peakScore: anomalies.length === 0 ? null : Math.max(...anomalies.map(({ peakScore }) => peakScore)),
    instancesUp,
    instancesTotal,
  };
}

/** The mean of the services whose health is known; null when none is. */
export function fleetHealthScore(services: readonly ServiceSummary[]): number | null {
  const scores = services.flatMap(({ healthScore }) => (healthScore === null ? [] : [healthScore]));
  return scores.length === 0 ? null : Math.round(scores.reduce((total, score) => total + score, 0) / scores.length);
}

function healthOf(score: number, deductions: readonly Deduction[], condition: ServiceCondition): ServiceHealth {
  if (condition.instancesUp === 0 && (condition.instancesTotal ?? 0) > 0) {
    return 'down';
  }
  if (deductions.length === 0 && condition.blindReason !== null) {
    return 'unknown';
  }
  if (score < criticalBelow) {
    return 'critical';
  }
  return score < degradedBelow ? 'degraded' : 'healthy';
}

function instanceDeduction(up: number | null, total: number | null): Deduction[] {
  if (up === null || total === null || up >= total) {
    return [];
  }
  const points = Math.round(pointsForAllInstances * (1 - up / total));
  return [{ reason: `${total - up} of ${total} instances down`, points }];
}

/** The worst first; once the limit is used up the others cost nothing more, but are still named. */
function capped(deductions: readonly Deduction[], limit: number): Deduction[] {
  let left = limit;
  return deductions
    .toSorted((first, second) => second.points - first.points)
    .map(({ reason, points }) => {
      const taken = Math.min(points, left);
      left -= taken;
      return { reason, points: taken };
    });
}
