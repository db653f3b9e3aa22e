/** What went wrong, with everything underneath: an AggregateError's own message is often empty. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const own = error.message || error.name;
  const parts = error instanceof AggregateError ? error.errors.map(describeError) : [];
  const cause = error.cause === undefined ? [] : [describeError(error.cause)];
  return [own, ...parts, ...cause].join(': ');
}
