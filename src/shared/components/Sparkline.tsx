import { useTheme2 } from '@grafana/ui';
import React from 'react';

interface Props {
  values: Array<number | null>;
  /** From this value on the line stands out. */
  highlightFrom: number;
}

const widthPx = 140;
const heightPx = 28;
const paddingPx = 2;

/** A series at a glance, without axes; its neighbours say in words what it shows. */
export function Sparkline({ values, highlightFrom }: Props) {
  const theme = useTheme2();
  const present = values.filter((value) => value !== null);
  if (present.length === 0) {
    return null;
  }
  const lowest = Math.min(...present);
  const range = Math.max(...present) - lowest;
  const x = (index: number) => (index / Math.max(1, values.length - 1)) * widthPx;
  const y = (value: number) =>
    range === 0 ? heightPx / 2 : heightPx - paddingPx - ((value - lowest) / range) * (heightPx - 2 * paddingPx);
  const pathOf = (from: number, to: number) => linePath(values, from, to, x, y);
  return (
    <svg width={widthPx} height={heightPx} viewBox={`0 0 ${widthPx} ${heightPx}`} aria-hidden fill="none">
      <rect
        x={x(highlightFrom)}
        width={Math.max(0, widthPx - x(highlightFrom))}
        height={heightPx}
        fill={theme.colors.primary.transparent}
      />
      <path d={pathOf(0, highlightFrom)} stroke={theme.colors.text.disabled} />
      <path d={pathOf(highlightFrom, values.length - 1)} stroke={theme.colors.primary.text} strokeWidth={1.5} />
    </svg>
  );
}

/** A gap ends one line and begins another. */
function linePath(
  values: Array<number | null>,
  from: number,
  to: number,
  x: (index: number) => number,
  y: (value: number) => number
): string {
  let isDrawing = false;
  let path = '';
  for (let index = from; index <= to; index += 1) {
    const value = values[index] ?? null;
    if (value !== null) {
      path += `${isDrawing ? 'L' : 'M'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
    }
    isDrawing = value !== null;
  }
  return path;
}
