import { z } from 'zod';

const list = z.array(z.string());

/**
 * The values that a filter of a query lets through; none for a filter that matches everything. Several, as of a dashboard
 * variable, come as a JSON array of strings; any other text is one value.
 */
export function chosenValues(filter: string): readonly string[] {
  if (filter === '') {
    return [];
  }
  return (filter.startsWith('[') ? parseList(filter) : undefined) ?? [filter];
}

export function matchesChosen(filter: string, value: string): boolean {
  const chosen = chosenValues(filter);
  return chosen.length === 0 || chosen.includes(value);
}

/** Undefined instead of none: what a database is not asked to filter by. */
export function chosenOrAll(filter: string): readonly string[] | undefined {
  const chosen = chosenValues(filter);
  return chosen.length === 0 ? undefined : chosen;
}

function parseList(text: string): readonly string[] | undefined {
  try {
    return list.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
