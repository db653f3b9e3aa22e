import { badDeploy } from './bad-deploy.ts';
import { cacheCollapse } from './cache-collapse.ts';
import { dependencyDown } from './dependency-down.ts';
import { dropToZero } from './drop-to-zero.ts';
import { errors } from './errors.ts';
import type { Fault } from './fault.ts';
import { latency } from './latency.ts';
import { memory } from './memory.ts';

export const faults = {
  latency,
  errors,
  memory,
  'dependency-down': dependencyDown,
  'drop-to-zero': dropToZero,
  'bad-deploy': badDeploy,
  'cache-collapse': cacheCollapse,
} as const satisfies Record<string, Fault>;

export type FaultName = keyof typeof faults;

export const faultNames = Object.keys(faults) as FaultName[];

export function isFaultName(name: string): name is FaultName {
  return Object.hasOwn(faults, name);
}
