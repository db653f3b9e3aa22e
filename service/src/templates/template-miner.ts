import { LineScanner } from './line-scanner.ts';
import { PatternStore } from './pattern-store.ts';
import { keyOfLine, textOf, tokensOfLine, type Pattern, type PatternTokens, type TemplateMatch } from './pattern.ts';
import { packPattern, unpackPattern, type TemplateMinerSnapshot } from './snapshot.ts';

export interface TemplateMinerOptions {
  /** Most patterns kept; the ones not seen for longest are forgotten. Default 5,000. */
  readonly maxPatterns?: number;
}

export interface Template {
  readonly id: number;
  /** Its words, with `<*>` for what varies. */
  readonly text: string;
  readonly lineCount: number;
  /** Number of its latest line, counted from 1. */
  readonly lastLine: number;
}

/** Finds the templates of log lines while they come. */
export interface TemplateMiner {
  /** Says which template a line has. The same object may be returned for every line of a template. */
  add(line: string): TemplateMatch;
  /** The template that one with this id, as given by `add`, has become part of; itself when of none. */
  resolve(templateId: number): number;
  /** Compares all templates and unites those that are one; `add` does so by itself from time to time. */
  consolidate(): void;
  /** The templates, oldest first. */
  templates(): Template[];
  /** All state as JSON data. */
  snapshot(): TemplateMinerSnapshot;
}

const MAX_PATTERNS = 5_000;
const NEW_PATTERNS = 64;
const NEW_SHARE = 0.25;
const LINES = 16_384;

/**
 * Makes a miner that has seen nothing.
 *
 * Values that can be recognised by themselves are taken out of a line; what is left is its pattern, found by one look-up
 * for nearly every line. Patterns that differ in words where too many different words stand are one template: Drain's
 * idea (He et al. 2017) of comparing lines of equal length, with the number and evenness of the words at a place
 * deciding as in Brain (Yu et al. 2023), but on the patterns only, when enough of them are new.
 */
export function createTemplateMiner(options: TemplateMinerOptions = {}): TemplateMiner {
  return new PatternTemplateMiner(options);
}

/** Makes a miner that goes on where the one of the snapshot was; throws Error for a snapshot of another version. */
export function restoreTemplateMiner(
  snapshot: TemplateMinerSnapshot,
  options: TemplateMinerOptions = {}
): TemplateMiner {
  return new PatternTemplateMiner(options, snapshot);
}

class PatternTemplateMiner implements TemplateMiner {
  readonly #scanner = new LineScanner();
  readonly #store: PatternStore;
  #lineCount = 0;
  #nextId = 1;
  #newPatterns = 0;
  #consolidatedAt = 0;

  constructor({ maxPatterns = MAX_PATTERNS }: TemplateMinerOptions, snapshot?: TemplateMinerSnapshot) {
    this.#store = new PatternStore(maxPatterns);
    if (snapshot) {
      this.#restore(snapshot);
    }
  }

  add(line: string): TemplateMatch {
    const tokens = this.#scanner.scan(line);
    const key = keyOfLine(tokens);
    this.#lineCount++;
    const pattern = this.#store.find(key);
    return pattern ? this.#count(pattern) : this.#addUnknown(key, tokensOfLine(tokens, line));
  }

  resolve(templateId: number): number {
    return this.#store.resolve(templateId);
  }

  consolidate(): void {
    this.#newPatterns = 0;
    this.#consolidatedAt = this.#lineCount;
    this.#store.consolidate();
  }

  templates(): Template[] {
    const templates = new Map<number, Template>();
    for (const pattern of this.#store.values()) {
      const { templateId: id } = pattern.match;
      const sofar = templates.get(id);
      templates.set(id, {
        id,
        text: sofar?.text ?? textOf(pattern),
        lineCount: (sofar?.lineCount ?? 0) + pattern.lineCount,
        lastLine: Math.max(sofar?.lastLine ?? 0, pattern.lastLine),
      });
    }
    return [...templates.values()].sort((left, right) => left.id - right.id);
  }

  snapshot(): TemplateMinerSnapshot {
    return {
      version: 1,
      lineCount: this.#lineCount,
      nextId: this.#nextId,
      newPatterns: this.#newPatterns,
      consolidatedAt: this.#consolidatedAt,
      patterns: Array.from(this.#store.values(), packPattern),
      successors: Array.from(this.#store.successors()),
    };
  }

  #addUnknown(key: number, tokens: PatternTokens): TemplateMatch {
    const open = this.#store.findOpen(key, tokens);
    if (open) {
      return this.#count(open);
    }
    const templateId = this.#nextId++;
    this.#store.add({
      ...tokens,
      key,
      match: { templateId, isNew: false },
      lineCount: 1,
      lastLine: this.#lineCount,
    });
    this.#newPatterns++;
    this.#consolidateWhenDue();
    return { templateId, isNew: true };
  }

  #count(pattern: Pattern): TemplateMatch {
    pattern.lineCount++;
    pattern.lastLine = this.#lineCount;
    return pattern.match;
  }

  #consolidateWhenDue(): void {
    const isMuch = this.#newPatterns >= Math.max(NEW_PATTERNS, NEW_SHARE * this.#store.size);
    if (isMuch || this.#lineCount - this.#consolidatedAt >= LINES) {
      this.consolidate();
    }
  }

  #restore(snapshot: TemplateMinerSnapshot): void {
    if (snapshot.version !== 1) {
      throw new Error(`cannot read a template snapshot of version ${String(snapshot.version)}`);
    }
    this.#lineCount = snapshot.lineCount;
    this.#nextId = snapshot.nextId;
    this.#newPatterns = snapshot.newPatterns;
    this.#consolidatedAt = snapshot.consolidatedAt;
    this.#store.load(snapshot.patterns.map(unpackPattern), snapshot.successors);
  }
}
