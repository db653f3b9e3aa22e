import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import * as contract from './index.ts';

const directory = new URL('../goldens/', import.meta.url);
const files = readdirSync(directory).filter((name) => name.endsWith('.json'));
const schemas = new Map<string, unknown>(Object.entries(contract));

/** `incident-page.two-open.json` is a variant of `incidentPage`. */
function envelopeOf(file: string): string {
  const [envelope = ''] = file.split('.');
  return envelope.replace(/-(\w)/g, (_match, letter: string) => letter.toUpperCase());
}

function schemaOf(file: string): z.ZodType {
  const schema = schemas.get(envelopeOf(file));
  if (!(schema instanceof z.ZodType)) {
    throw new Error(`${file} is named after ${envelopeOf(file)}, which the contract does not have`);
  }
  return schema;
}

it('has goldens', () => {
  expect(files.length).toBeGreaterThan(20);
});

it.each(files)('%s is what its schema says', (file) => {
  const golden: unknown = JSON.parse(readFileSync(new URL(file, directory), 'utf8'));
  expect(z.prettifyError(schemaOf(file).safeParse(golden).error ?? new z.ZodError([]))).toBe('');
});
