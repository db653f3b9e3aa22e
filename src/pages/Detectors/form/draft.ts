import { rangeUtil } from '@grafana/data';
import type { DetectorDefinition, IndicatorKind } from '@vigil/contract';

export type MaintenanceWindow = DetectorDefinition['options']['maintenance'][number];

/** A detector while somebody edits it: numbers and durations are text until they are sent. */
export interface DetectorDraft {
  id: string;
  title: string;
  kind: IndicatorKind;
  query: string;
  unit: string;
  serviceLabel: string;
  step: string;
  enabled: boolean;
  model: DetectorDefinition['options']['model'];
  direction: DetectorDefinition['options']['direction'];
  minDeviation: string;
  minRelativeDeviation: string;
  lowest: string;
  highest: string;
  contamination: string;
  trainingWindow: string;
  minSamples: string;
  seasons: string;
  sensitivity: string;
  maintenance: MaintenanceWindow[];
  timeZone: string;
  holidays: string;
  signal: DetectorDefinition['options']['signal'];
  /** Empty where nothing is to be forecast. */
  forecastThreshold: string;
  forecastWithin: string;
}

export const emptyDraft: DetectorDraft = {
  id: '',
  title: '',
  kind: 'custom',
  query: '',
  unit: 'none',
  serviceLabel: 'service',
  step: '15s',
  enabled: true,
  model: 'ensemble',
  direction: 'both',
  minDeviation: '0',
  minRelativeDeviation: '0',
  lowest: '',
  highest: '',
  contamination: '0.01',
  trainingWindow: '7d',
  minSamples: '60',
  seasons: '1d, 1w',
  sensitivity: '1',
  maintenance: [],
  timeZone: 'UTC',
  holidays: '',
  signal: 'gauge',
  forecastThreshold: '',
  forecastWithin: '4d',
};

export function toDraft({ options, stepSeconds, ...definition }: DetectorDefinition): DetectorDraft {
  const { dataRange, seasonsSeconds, trainingWindowSeconds, direction, maintenance, forecast } = options;
  const [lowest, highest] = dataRange.map((bound) => (bound === null ? '' : String(bound)));
  return {
    ...definition,
    model: options.model,
    direction,
    maintenance,
    timeZone: options.timeZone,
    holidays: options.holidays.join(', '),
    signal: options.signal,
    forecastThreshold: forecast === null ? '' : String(forecast.threshold),
    forecastWithin: forecast === null ? emptyDraft.forecastWithin : toDuration(forecast.withinSeconds),
    step: toDuration(stepSeconds),
    minDeviation: String(options.minDeviation),
    minRelativeDeviation: String(options.minRelativeDeviation),
    lowest,
    highest,
    contamination: String(options.contamination),
    trainingWindow: toDuration(trainingWindowSeconds),
    minSamples: String(options.minSamples),
    seasons: seasonsSeconds.map(toDuration).join(', '),
    sensitivity: String(options.sensitivity),
  };
}

/** What cannot be read as a number is sent as none, and the service says what it should be. */
export function toDefinition(draft: DetectorDraft): DetectorDefinition {
  const { id, title, kind, query, unit, serviceLabel, enabled, direction, maintenance } = draft;
  return {
    id: id.trim(),
    title: title.trim(),
    kind,
    query: query.trim(),
    unit: unit.trim() || 'none',
    serviceLabel: serviceLabel.trim(),
    stepSeconds: toSeconds(draft.step),
    enabled,
    options: {
      model: draft.model,
      direction,
      minDeviation: toNumber(draft.minDeviation),
      minRelativeDeviation: toNumber(draft.minRelativeDeviation),
      dataRange: [toBound(draft.lowest), toBound(draft.highest)],
      contamination: toNumber(draft.contamination),
      trainingWindowSeconds: toSeconds(draft.trainingWindow),
      minSamples: toNumber(draft.minSamples),
      seasonsSeconds: toList(draft.seasons).map(toSeconds),
      sensitivity: toNumber(draft.sensitivity),
      maintenance,
      timeZone: draft.timeZone.trim(),
      holidays: toList(draft.holidays),
      signal: draft.signal,
      forecast: toForecast(draft),
    },
  };
}

function toForecast({ forecastThreshold, forecastWithin }: DetectorDraft): DetectorDefinition['options']['forecast'] {
  return forecastThreshold.trim() === ''
    ? null
    : { threshold: Number(forecastThreshold), withinSeconds: toSeconds(forecastWithin) };
}

function toList(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

const units: Array<[string, number]> = [
  ['w', 604_800],
  ['d', 86_400],
  ['h', 3_600],
  ['m', 60],
];

function toDuration(seconds: number): string {
  const [unit, length] = units.find(([, size]) => seconds % size === 0) ?? ['s', 1];
  return `${seconds / length}${unit}`;
}

function toSeconds(text: string): number {
  try {
    return rangeUtil.intervalToSeconds(text.trim());
  } catch {
    return Number.NaN;
  }
}

function toNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

function toBound(text: string): number | null {
  return text.trim() === '' ? null : Number(text);
}
