import { findFieldVariants } from './field-variants.ts';
import { findGeneralisations, type Generalisation } from './generalise.ts';
import { fits, keyOfTerms, openPlaces, skeletonOf, type Pattern, type PatternTokens } from './pattern.ts';
import { addTo } from './multi-map.ts';
import { OPEN } from './token-list.ts';

/** Share of the patterns that goes at once when there are too many. */
const EVICTED = 0.1;
const KNOWN_PER_PATTERN = 4;

/** The patterns, at most `capacity`: the ones not seen for longest go first. */
export class PatternStore {
  readonly capacity: number;
  readonly #patterns = new Map<number, Pattern>();
  /** Open patterns by skeleton. */
  readonly #open = new Map<number, Pattern[]>();
  /** Keys of lines that are known to fit an open pattern. */
  readonly #known = new Map<number, Pattern>();
  /** Ids of templates that have become part of another, the latest of them. */
  readonly #successors = new Map<number, number>();

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  get size(): number {
    return this.#patterns.size;
  }

  values(): Iterable<Pattern> {
    return this.#patterns.values();
  }

  successors(): Iterable<readonly [number, number]> {
    return this.#successors;
  }

  find(key: number): Pattern | undefined {
    return this.#patterns.get(key) ?? this.#known.get(key);
  }

  /** The open pattern that tokens not seen before are an instance of. */
  findOpen(key: number, tokens: PatternTokens): Pattern | undefined {
    const pattern = this.#open.get(skeletonOf(tokens))?.find((candidate) => fits(candidate, tokens));
    if (pattern) {
      if (this.#known.size >= KNOWN_PER_PATTERN * this.capacity) {
        this.#known.clear();
      }
      this.#known.set(key, pattern);
    }
    return pattern;
  }

  add(pattern: Pattern): void {
    if (this.#patterns.size >= this.capacity) {
      this.#evict();
    }
    this.#patterns.set(pattern.key, pattern);
  }

  /** The template that the one with this id is part of by now. */
  resolve(templateId: number): number {
    let id = templateId;
    for (let next = this.#successors.get(id); next !== undefined; next = this.#successors.get(id)) {
      id = next;
    }
    return id;
  }

  /** Compares all patterns with each other and unites those that are one template. */
  consolidate(): void {
    for (let found = this.#findAll(); found.length > 0; found = this.#findAll()) {
      found.forEach((generalisation) => this.#generalise(generalisation));
    }
    for (const members of findFieldVariants(this.#patterns.values())) {
      this.#unite(members);
    }
    this.#reindex();
  }

  /** Takes over what another store had. */
  load(patterns: Iterable<Pattern>, successors: Iterable<readonly [number, number]>): void {
    for (const pattern of patterns) {
      this.add(pattern);
    }
    for (const [id, successor] of successors) {
      this.#succeed(id, successor);
    }
    this.#reindex();
  }

  #findAll(): Generalisation[] {
    return findGeneralisations(this.#patterns.values());
  }

  #generalise({ members, places }: Generalisation): void {
    const tokens = openPlaces(members[0]!, places);
    const key = keyOfTerms(tokens.terms);
    const same = this.#patterns.get(key);
    const all = same && !members.includes(same) ? [...members, same] : members;
    const match = this.#unite(all);
    all.forEach((member) => this.#patterns.delete(member.key));
    this.#patterns.set(key, {
      ...tokens,
      key,
      match,
      lineCount: all.reduce((sum, { lineCount }) => sum + lineCount, 0),
      lastLine: Math.max(...all.map(({ lastLine }) => lastLine)),
    });
  }

  /** Makes the patterns, and all that are of one template with them, one template: the oldest of theirs. */
  #unite(members: readonly Pattern[]): Pattern['match'] {
    const ids = new Set(members.map(({ match }) => match.templateId));
    const templateId = Math.min(...ids);
    const match = { templateId, isNew: false };
    for (const pattern of this.#patterns.values()) {
      if (ids.has(pattern.match.templateId)) {
        pattern.match = match;
      }
    }
    ids.delete(templateId);
    ids.forEach((id) => this.#succeed(id, templateId));
    return match;
  }

  #succeed(id: number, successor: number): void {
    if (this.#successors.size >= this.capacity) {
      const [oldest] = this.#successors.keys();
      this.#successors.delete(oldest!);
    }
    this.#successors.set(id, successor);
  }

  #evict(): void {
    const byAge = [...this.#patterns.values()].sort((left, right) => left.lastLine - right.lastLine);
    for (const { key } of byAge.slice(0, Math.ceil(this.capacity * EVICTED))) {
      this.#patterns.delete(key);
    }
    this.#reindex();
  }

  #reindex(): void {
    this.#known.clear();
    this.#open.clear();
    for (const pattern of this.#patterns.values()) {
      if (pattern.kinds.includes(OPEN)) {
        addTo(this.#open, skeletonOf(pattern), pattern);
      }
    }
  }
}
