import type { Suspect } from '@vigil/contract';

/** The result of an investigation in two or three sentences. */
export function summarize(suspects: readonly Suspect[], failedSources: readonly string[]): string {
  const causes = suspects.filter(({ role }) => role === 'cause');
  const affected = suspects.filter(({ role }) => role === 'affected');
  return [
    ...(causes.length === 0 ? [nothingFound(suspects)] : causes.map(aboutCause)),
    affected.length > 0 && causes.length > 0
      ? `Affected by it: ${affected.map(({ service }) => service).join(', ')}.`
      : '',
    failedSources.length > 0
      ? `${capitalise(failedSources.join(' and '))} could not be read, so this may be incomplete.`
      : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function aboutCause({ service, kind, score, reasons }: Suspect): string {
  const because = reasons.slice(0, 2).join('; ');
  return `${service} is the likely cause (${kind}, ${Math.round(score * 100)} of 100)${because === '' ? '' : `: ${because}`}.`;
}

function nothingFound(suspects: readonly Suspect[]): string {
  return suspects.length === 0
    ? 'Nothing unusual was found.'
    : `No service stands out as the cause; ${suspects[0]?.service ?? ''} deviates most.`;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
