import { readFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.join(process.cwd(), 'contract/goldens');

/** The instant that the goldens were written as of. */
const writtenAtMs = Date.parse('2026-03-02T10:05:00.000Z');
const minuteMs = 60_000;

/** Moves what was written as of one instant to now, so that pages show it as fresh. */
export const offsetMs = Math.floor((Date.now() - writtenAtMs) / minuteMs) * minuteMs;

/** A golden of the contract, as of now. */
export function readGolden<Envelope>(name: string): Envelope {
  const text = readFileSync(path.join(folder, `${name}.json`), 'utf8');
  return JSON.parse(text, (_key, value: unknown) => moved(value)) as Envelope;
}

const instant = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

function moved(value: unknown): unknown {
  if (typeof value === 'string' && instant.test(value)) {
    return new Date(Date.parse(value) + offsetMs).toISOString();
  }
  const isEpochMs = typeof value === 'number' && value > writtenAtMs / 2 && value < writtenAtMs * 2;
  return isEpochMs ? value + offsetMs : value;
}
