import { findOutdated } from './build.ts';

/** Null when the telemetry programs are there, else why tests that need them cannot run. */
export async function stackNotBuiltReason(): Promise<string | null> {
  const outdated = await findOutdated();
  if (outdated.length === 0) {
    return null;
  }
  const names = outdated.map((component) => component.name).join(', ');
  return `${names} not built: npm test or npm run demo builds them`;
}
