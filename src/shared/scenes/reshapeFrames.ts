import { FieldType, type DataFrame, type Field } from '@grafana/data';
import type { Labels } from '@vigil/contract';
import { grafanaUnit } from '../grafanaUnit';

const bandStyle: Record<string, Field['config']> = {
  value: { displayName: 'Seen', color: { mode: 'fixed', fixedColor: 'blue' }, custom: { lineWidth: 2 } },
  expected: {
    displayName: 'Expected',
    color: { mode: 'fixed', fixedColor: 'green' },
    custom: { lineWidth: 1, lineStyle: { fill: 'dash', dash: [4, 6] } },
  },
  upper: {
    displayName: 'Upper',
    color: { mode: 'fixed', fixedColor: 'green' },
    custom: {
      lineWidth: 0,
      fillOpacity: 14,
      fillBelowTo: 'Lower',
      hideFrom: { legend: true, tooltip: false, viz: false },
    },
  },
  lower: {
    displayName: 'Lower',
    color: { mode: 'fixed', fixedColor: 'green' },
    custom: { lineWidth: 0, hideFrom: { legend: true, tooltip: false, viz: false } },
  },
};

/** Keeps the one series that has these labels, in its unit, and draws lower and upper as a band. */
export function bandOf(labels: Labels, unit: string): (frames: DataFrame[]) => DataFrame[] {
  return (frames) =>
    frames
      .filter((frame) => hasLabels(frame, labels))
      .map((frame) =>
        mapValues(frame, (field) => withConfig(field, { ...bandStyle[field.name], unit: grafanaUnit(unit) }))
      );
}

export function scoreOf(labels: Labels): (frames: DataFrame[]) => DataFrame[] {
  return (frames) =>
    frames
      .filter((frame) => hasLabels(frame, labels))
      .map((frame) => mapValues(frame, (field) => withConfig(field, { displayName: 'Score' })));
}

/** The series that rose highest, named by service and detector. */
export function highestSeries(count: number): (frames: DataFrame[]) => DataFrame[] {
  return (frames) =>
    [...frames]
      .sort((left, right) => peakOf(right) - peakOf(left))
      .slice(0, count)
      .map((frame) => mapValues(frame, (field) => withConfig(field, { displayName: nameOf(field.labels) })));
}

function nameOf(labels: Labels = {}): string {
  const { service, detector, ...others } = labels;
  return [service, detector, ...Object.values(others)].filter(Boolean).join(' · ');
}

function hasLabels(frame: DataFrame, labels: Labels): boolean {
  const own = frame.fields.find(isValue)?.labels ?? {};
  return Object.entries(labels).every(([name, value]) => own[name] === value);
}

function peakOf(frame: DataFrame): number {
  const values: Array<number | null> = frame.fields.find(isValue)?.values ?? [];
  return values.reduce<number>((peak, value) => (value !== null && value > peak ? value : peak), -Infinity);
}

function mapValues(frame: DataFrame, change: (field: Field) => Field): DataFrame {
  return { ...frame, fields: frame.fields.map((field) => (isValue(field) ? change(field) : field)) };
}

function withConfig(field: Field, config: Field['config'] = {}): Field {
  return { ...field, config: { ...field.config, ...config }, state: undefined };
}

function isValue({ type }: Field): boolean {
  return type === FieldType.number;
}
