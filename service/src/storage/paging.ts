import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { z } from 'zod';

export const defaultPageSize = 50;
export const maxPageSize = 200;

/** One page of a list, newest or largest first; `total` counts all matches. */
export interface Page<Item> {
  items: Item[];
  total: number;
  nextCursor: string | null;
}

export interface PageRequest {
  limit: number;
  cursor?: string;
}

export class InvalidCursorError extends Error {
  constructor() {
    super('is not a cursor of this list; take it from nextCursor, and keep the same sort order');
    this.name = 'InvalidCursorError';
  }
}

const cursorShape = z.tuple([z.string(), z.union([z.string(), z.number()]), z.string()]);

/** The last row of a page: what it was sorted by and its id, which decides between equals. */
export interface Position {
  value: Date | number;
  id: string;
}

/** `order` names the sort order, so that a cursor is never used with another one. */
export function encodeCursor(order: string, { value, id }: Position): string {
  const sortValue = value instanceof Date ? value.toISOString() : value;
  return Buffer.from(JSON.stringify([order, sortValue, id])).toString('base64url');
}

/** Throws InvalidCursorError. */
export function decodeCursor(order: string, cursor: string): Position {
  const parsed = cursorShape.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
  if (!parsed.success || parsed.data[0] !== order) {
    throw new InvalidCursorError();
  }
  const [, sortValue, id] = parsed.data;
  const value = typeof sortValue === 'number' ? sortValue : new Date(sortValue);
  if (Number.isNaN(value.valueOf())) {
    throw new InvalidCursorError();
  }
  return { value, id };
}

/** Rows after a position in descending order of a column, then of the id. */
export function after(column: string, { value, id }: Position): RawBuilder<boolean> {
  return sql<boolean>`(${sql.ref(column)}, ${sql.ref('id')}) < (${value}, ${id})`;
}

/** Cuts rows, of which one more than the limit was read, to a page. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  total: number,
  limit: number,
  convert: (row: Row) => Item,
  cursorOf: (row: Row) => string
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(convert),
    total,
    nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null,
  };
}

/** A LIKE pattern that finds the text anywhere in a column. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
