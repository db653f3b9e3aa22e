import { useTheme2 } from '@grafana/ui';
import React, { useLayoutEffect, useRef } from 'react';
import { drawHeat } from './drawHeat';
import { rowHeightPx, type HeatRow } from './heatRows';

interface Props {
  rows: HeatRow[];
  columnCount: number;
  widthPx: number;
}

export function HeatCanvas({ rows, columnCount, widthPx }: Props) {
  const theme = useTheme2();
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (canvas.current !== null && widthPx > 0) {
      drawHeat(canvas.current, rows, columnCount, widthPx, theme);
    }
  }, [rows, columnCount, widthPx, theme]);
  return (
    <canvas ref={canvas} aria-hidden style={{ display: 'block', width: widthPx, height: rows.length * rowHeightPx }} />
  );
}
