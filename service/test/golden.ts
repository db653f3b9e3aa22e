import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { z } from 'zod';

const directory = new URL('../../contract/goldens/', import.meta.url);
const isUpdating = process.env.UPDATE_GOLDENS === '1';

/**
 * Holds an answer against contract/goldens/<name>.json, which the plugin's tests read too. With UPDATE_GOLDENS=1 the file
 * is written instead. The answer must be what the schema says, and nothing more.
 */
export function expectGolden(name: string, schema: z.ZodType, answer: unknown): void {
  const written = `${JSON.stringify(answer, null, 2)}\n`;
  expect(schema.parse(JSON.parse(written))).toEqual(JSON.parse(written));
  compareWithFile(name, answer);
}

/** The same for what the service is sent: the schema takes it, and may add defaults and leave out what it ignores. */
export function expectGoldenInput(name: string, schema: z.ZodType, input: unknown): void {
  expect(schema.safeParse(input).error).toBeUndefined();
  compareWithFile(name, input);
}

function compareWithFile(name: string, content: unknown): void {
  const written = `${JSON.stringify(content, null, 2)}\n`;
  const file = new URL(`${name}.json`, directory);
  if (isUpdating) {
    writeFileSync(file, written);
  }
  expect(existsSync(file), `${name}.json is missing; write it with UPDATE_GOLDENS=1`).toBe(true);
  expect(JSON.parse(written)).toEqual(JSON.parse(readFileSync(file, 'utf8')));
}
