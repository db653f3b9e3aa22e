import { expect, it } from 'vitest';
import { combineEvidence } from './combine-evidence.ts';
import type { Evidence, FaultKind } from './recorded-incident.ts';

const services = ['cart', 'db', 'shop'];

function evidence(service: string, strength: number, kind: FaultKind = 'code'): Evidence {
  return { service, kind, metric: `${service} ${kind}`, strength, trust: 0.9 };
}

it('believes what stands out alone more than what many share', () => {
  const [first] = combineEvidence(services, [
    { chance: 1, evidence: [evidence('shop', 50), evidence('cart', 49), evidence('db', 48)] },
    { chance: 1, evidence: [evidence('db', 5)] },
  ]);
  expect(first).toMatchObject({ service: 'db', metric: 'db code' });
});

it('does not believe what chance does as often', () => {
  const [first] = combineEvidence(services, [{ chance: 10, evidence: [evidence('shop', 1)] }]);
  expect(first!.score).toBeLessThan(0.01);
});

it('lets sources confirm one another', () => {
  const one = combineEvidence(services, [{ chance: 1, evidence: [evidence('db', 2)] }]);
  const two = combineEvidence(services, [
    { chance: 1, evidence: [evidence('db', 2)] },
    { chance: 5, evidence: [evidence('db', 10, 'network')] },
  ]);
  expect(two[0]!.score).toBeGreaterThan(one[0]!.score);
});

it('names the kind that accounts for the others', () => {
  const [first] = combineEvidence(services, [
    { chance: 1, evidence: [evidence('db', 9, 'network')] },
    { chance: 1, evidence: [evidence('db', 3, 'cpu')] },
  ]);
  expect(first!.kind).toBe('cpu');
});

it('takes the strongest evidence of a service in a source, not their sum', () => {
  const once = combineEvidence(services, [{ chance: 1, evidence: [evidence('db', 2), evidence('shop', 1)] }]);
  const often = combineEvidence(services, [
    { chance: 1, evidence: [evidence('db', 2), evidence('db', 2), evidence('shop', 1)] },
  ]);
  expect(often).toEqual(once);
});

it('orders what is equal by name', () => {
  expect(combineEvidence(['b', 'a'], []).map(({ service }) => service)).toEqual(['a', 'b']);
});
