const longestLine = 2000;

/** Longest first: what a pattern takes away cannot be seen by those after it. */
const variableParts: readonly RegExp[] = [
  /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi,
  /\b\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d+)?(?:Z|[+-]\d{2}:?\d{2})?/g,
  /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g,
  /\b(?=[0-9a-f]*\d)[0-9a-f]{8,}\b/gi,
  /[-+]?\b\d+(?:[.,]\d+)*/g,
];

export const placeholder = '<*>';

/** What stays the same in lines that say the same: the message with numbers, ids and addresses taken out. */
export function templateOf(line: string): string {
  const message = messageOf(line).slice(0, longestLine);
  return variableParts.reduce((text, pattern) => text.replaceAll(pattern, placeholder), message).trim();
}

/** The message of a JSON line, or the whole line. */
export function messageOf(line: string): string {
  if (!line.startsWith('{')) {
    return line;
  }
  try {
    const parsed: unknown = JSON.parse(line);
    const { message, msg } = parsed as { message?: unknown; msg?: unknown };
    return [message, msg].find((text) => typeof text === 'string') ?? line;
  } catch {
    return line;
  }
}

export interface TemplateCount {
  template: string;
  count: number;
  /** The first line of the template that was seen. */
  sample: string;
}

/** Counts lines by template, the most frequent first. */
export function countTemplates(lines: readonly string[]): TemplateCount[] {
  const counts = new Map<string, TemplateCount>();
  for (const line of lines) {
    const template = templateOf(line);
    const known = counts.get(template);
    if (known === undefined) {
      counts.set(template, { template, count: 1, sample: messageOf(line) });
    } else {
      known.count += 1;
    }
  }
  return [...counts.values()].sort((first, second) => second.count - first.count);
}
