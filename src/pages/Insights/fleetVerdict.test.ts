import type { Insights, ServiceStatus } from '@vigil/contract';
import { golden } from '../../test/goldens';
import { fleetVerdict } from './fleetVerdict';

const busy = golden<Insights>('insights.busy');
const working = golden<ServiceStatus>('service-status.ok');
const [service] = busy.services;
const healthy: Insights = {
  ...busy,
  services: [service],
  fleet: { healthy: 1, degraded: 0, critical: 0, down: 0, unknown: 0 },
};

const trained = (trainedSeriesCount: number): ServiceStatus => ({
  ...working,
  detection: { ...working.detection, trainedSeriesCount },
});

const broken = (name: string, state: 'down' | 'not-configured'): ServiceStatus => ({
  ...working,
  components: working.components.map((component) => (component.name === name ? { ...component, state } : component)),
});

describe('the verdict on the fleet', () => {
  it('is "Healthy" only when every service is and everything that would know works', () => {
    expect(fleetVerdict(healthy, working)).toMatchObject({ title: 'Healthy', tone: 'success' });
  });

  it.each([
    ['the status of the service is not known', undefined],
    ['the metrics source is down', broken('metrics', 'down')],
    ['the metrics source is not configured', broken('metrics', 'not-configured')],
    ['scoring stands still', broken('scoring', 'down')],
    ['nothing is trained yet', trained(0)],
  ])('is never "Healthy" while %s', (_why, status) => {
    const verdict = fleetVerdict(healthy, status);
    expect(verdict.tone).not.toBe('success');
    expect(verdict.isCurrent).toBe(false);
  });

  it('counts what is down or critical before what is degraded', () => {
    expect(fleetVerdict(busy, working)).toMatchObject({ title: 'In trouble', detail: '1 service down or critical.' });
  });

  it('does not take services of unknown health for healthy ones', () => {
    const unsure = { ...healthy, services: [service, service], fleet: { ...healthy.fleet, unknown: 1 } };
    expect(fleetVerdict(unsure, working)).toMatchObject({ title: 'No trouble seen', tone: 'secondary' });
  });
});
