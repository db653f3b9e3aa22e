import type { FeatureContribution, ModelCard, ModelQuality, ScoredPoint, ScoreReason } from './detector.ts';

/** What to call the series in a sentence, and how to write its values. */
export interface SeriesDescription {
  readonly title: string;
  readonly formatValue: (value: number) => string;
}

export interface Explanation {
  /** One or two sentences with numbers. */
  readonly summary: string;
  /** Which method, and what it learned from. */
  readonly model: string;
  /** 0..1: how much there was to learn from, and whether the methods agree. */
  readonly confidence: number;
  readonly features: readonly FeatureContribution[];
}

const QUALITY_CONFIDENCE: Readonly<Record<ModelQuality, number>> = { healthy: 1, stale: 0.7, flat: 0.6, thin: 0.5 };
const UNSUPPORTED_CONFIDENCE = 0.7;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const FEATURE_WORDS: Readonly<Record<string, string>> = {
  value: 'the value itself',
  level: 'the new level',
  variation: 'how much it varies',
  roughness: 'how jagged it is',
  rhythm: 'its usual rhythm',
  delta: 'the jump from the value before',
  rolling_mean: 'the recent average',
  rolling_std: 'how much it has been varying',
  zscore: 'the distance from the recent average',
  unseen_value: 'a value never seen before',
  unusual_for_time: 'the distance from the same time on other days',
  unusual_for_time_sustained: 'an unusual course for this time of day',
  unusual_for_time_long: 'a lasting unusual course for this time of day',
  agitation: 'unusual restlessness',
  calm: 'unusual calm',
};

type Sentence = (point: ScoredPoint, card: ModelCard, series: SeriesDescription) => string;

const sentences: Readonly<Record<ScoreReason, Sentence>> = {
  usual: (point, _, series) => `${series.title} is ${seen(point, series)}, as usual${usualRange(point, series)}.`,
  'above-band': againstBand,
  'below-band': againstBand,
  'level-shift': (point, card, series) =>
    `${series.title} has moved to another level${since(point)}: ${seen(point, series)}${usualRange(point, series) || `, ${series.formatValue(card.level)} is typical`}.`,
  'trend-break': (point, _, series) =>
    `${series.title} has been drifting away from its course${since(point)}: ${seen(point, series)}${usualRange(point, series)}.`,
  waveform: (point, _, series) =>
    `${series.title} moves in another pattern than it used to${since(point)}, around ${seen(point, series)}.`,
  isolated: (point, card, series) =>
    `${series.title} is ${seen(point, series)} and behaves as it rarely does; ${series.formatValue(card.level)} is typical.`,
  novel: (point, card, series) =>
    `${series.title} is ${seen(point, series)} and does what it has not done before; ${series.formatValue(card.level)} is typical.`,
  'drop-to-zero': (point, _, series) =>
    `${series.title} dropped to ${seen(point, series)} at a time when it is never silent${usualRange(point, series)}.`,
  'log-silence': (point, _, series) =>
    `${series.title} fell silent at a time when there are always log lines${usualRange(point, series)}.`,
  'trace-silence': (point, _, series) =>
    `${series.title} fell silent at a time when there are always spans${usualRange(point, series)}.`,
  flatline: (point, _, series) => `${series.title} has all but stopped varying, at ${seen(point, series)}.`,
  stuck: (point, _, series) => `${series.title} is stuck at exactly ${seen(point, series)}.`,
  'stuck-counter': (point, _, series) =>
    `${series.title} no longer counts, at a time when it always does${usualRange(point, series)}.`,
  'target-gone': (_, card, series) =>
    `${series.title} has no values because its target is gone; they used to come every ${formatDuration(card.stepMs)}.`,
  'label-set-gone': (_, card, series) =>
    `${series.title} has no values any more while others like it do; they used to come every ${formatDuration(card.stepMs)}.`,
  gone: (_, card, series) =>
    `${series.title} has no values any more; they used to come every ${formatDuration(card.stepMs)}.`,
  'out-of-range': (point, _, series) =>
    `${series.title} is ${seen(point, series)}, outside the range that it can have.`,
  'no-value': (_, __, series) => `${series.title} has no value at this time.`,
  duplicate: (_, __, series) => `${series.title} was already scored for this time.`,
  'out-of-order': (_, __, series) => `${series.title} came with a time before the last one, and was ignored.`,
  'too-few-samples': (_, card, series) =>
    `${series.title} has only ${card.samples} usable samples, too few to say what is usual.`,
};

/** Says in words and numbers why a point scored as it did. */
export function explainPoint(point: ScoredPoint, card: ModelCard, series: SeriesDescription): Explanation {
  const leading = leadingFeature(point.features);
  const because = leading ? ` ${capitalise(leading.words)} accounts for ${percent(leading.share)} of it.` : '';
  return {
    summary: sentences[point.reason](point, card, series) + because,
    model: describeModel(card),
    confidence: confidenceIn(point, card),
    features: point.features,
  };
}

/** 0..1: how much there was to learn from, and whether the methods agree on the point. */
export function confidenceIn({ agreed }: ScoredPoint, { quality }: ModelCard): number {
  return QUALITY_CONFIDENCE[quality] * (agreed ? 1 : UNSUPPORTED_CONFIDENCE);
}

function againstBand(point: ScoredPoint, _: ModelCard, series: SeriesDescription): string {
  const side = point.reason === 'above-band' ? 'above' : 'below';
  return `${series.title} is ${seen(point, series)}, ${side} what is usual at this hour${usualRange(point, series)}.`;
}

function since({ onsetMs }: ScoredPoint): string {
  return onsetMs === null ? '' : ` since ${new Date(onsetMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function seen({ value }: ScoredPoint, { formatValue }: SeriesDescription): string {
  return value === null ? 'missing' : formatValue(value);
}

function usualRange({ expected, lower, upper }: ScoredPoint, { formatValue }: SeriesDescription): string {
  if (expected === null || lower === null || upper === null) {
    return '';
  }
  return `: ${formatValue(expected)} expected, ${formatValue(lower)} to ${formatValue(upper)} is ordinary`;
}

function leadingFeature(features: readonly FeatureContribution[]): { words: string; share: number } | null {
  const [first] = features.toSorted((a, b) => b.share - a.share);
  return first && features.length > 1 ? { words: FEATURE_WORDS[first.name] ?? first.name, share: first.share } : null;
}

function describeModel(card: ModelCard): string {
  const seasons = card.seasonsMs.map(formatDuration).join(' and ');
  const parts = [
    `${card.kind} model learned from ${card.samples} samples over ${formatDuration(card.trainedToMs - card.trainedFromMs)}`,
    card.maskedSamples > 0 ? `${card.maskedSamples} samples of known trouble left out` : '',
    seasons ? `repeats every ${seasons}` : '',
    card.quality === 'healthy' ? '' : `data quality ${card.quality}`,
  ];
  return parts.filter(Boolean).join(', ');
}

function formatDuration(durationMs: number): string {
  if (durationMs >= 0.95 * DAY_MS) {
    return plural(Math.round(durationMs / DAY_MS), 'day');
  }
  if (durationMs >= HOUR_MS) {
    return plural(Math.round(durationMs / HOUR_MS), 'hour');
  }
  return durationMs >= 60_000
    ? plural(Math.round(durationMs / 60_000), 'minute')
    : plural(Math.round(durationMs / 1000), 'second');
}

function plural(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
