import { readFileSync } from 'fs';
import { join } from 'path';

/** An answer as the service's own tests wrote it. */
export function golden<Envelope>(name: string): Envelope {
  return JSON.parse(readFileSync(join(process.cwd(), 'contract/goldens', `${name}.json`), 'utf8')) as Envelope;
}
