/** A quoted regular expression for a label matcher of PromQL, LogQL or TraceQL that matches these names and nothing else. */
export function anyOfNames(names: readonly string[]): string {
  return JSON.stringify(names.map(escapeRegex).join('|'));
}

function escapeRegex(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
