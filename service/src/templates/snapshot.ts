import { keyOfTerms, tokensOfTexts, type Pattern } from './pattern.ts';

/** A pattern as JSON data: kinds and blanks as digits, one for each token. */
interface PackedPattern {
  readonly templateId: number;
  readonly lineCount: number;
  readonly lastLine: number;
  readonly kinds: string;
  readonly spaced: string;
  readonly texts: readonly string[];
}

/** State of a template miner as JSON data. */
export interface TemplateMinerSnapshot {
  readonly version: 1;
  readonly lineCount: number;
  readonly nextId: number;
  readonly newPatterns: number;
  readonly consolidatedAt: number;
  readonly patterns: readonly PackedPattern[];
  readonly successors: ReadonlyArray<readonly [number, number]>;
}

export function packPattern({ match, lineCount, lastLine, kinds, spaced, texts }: Pattern): PackedPattern {
  return {
    templateId: match.templateId,
    lineCount,
    lastLine,
    kinds: kinds.join(''),
    spaced: spaced.join(''),
    texts,
  };
}

export function unpackPattern({ templateId, lineCount, lastLine, ...packed }: PackedPattern): Pattern {
  const tokens = tokensOfTexts(
    Uint8Array.from(packed.kinds, Number),
    Uint8Array.from(packed.spaced, Number),
    packed.texts
  );
  return { ...tokens, key: keyOfTerms(tokens.terms), match: { templateId, isNew: false }, lineCount, lastLine };
}
