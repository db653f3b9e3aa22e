/** JSON text that PostgreSQL's jsonb takes: NUL characters and lone surrogates become U+FFFD. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => storable(part));
}

/** Text that a PostgreSQL column takes. */
export function toText(value: string): string {
  return value.toWellFormed().replaceAll('\0', '\uFFFD');
}

function storable(part: unknown): unknown {
  if (typeof part === 'string') {
    return toText(part);
  }
  return isRecord(part) && Object.keys(part).some((key) => key !== toText(key))
    ? Object.fromEntries(Object.entries(part).map(([key, value]) => [toText(key), value]))
    : part;
}

function isRecord(part: unknown): part is Record<string, unknown> {
  return typeof part === 'object' && part !== null && !Array.isArray(part);
}
