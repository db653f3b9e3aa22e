import type { GrafanaTheme2 } from '@grafana/data';
import { cellColour } from './cellColour';
import { rowHeightPx, type HeatRow } from './heatRows';

const gapPx = 1;

/** Draws all rows on one canvas of the given width in CSS pixels. */
export function drawHeat(
  canvas: HTMLCanvasElement,
  rows: HeatRow[],
  columns: number,
  widthPx: number,
  theme: GrafanaTheme2
) {
  const context = canvas.getContext('2d');
  if (context === null || columns === 0) {
    return;
  }
  const pixelRatio = window.devicePixelRatio;
  canvas.width = Math.round(widthPx * pixelRatio);
  canvas.height = Math.round(rows.length * rowHeightPx * pixelRatio);
  context.scale(pixelRatio, pixelRatio);
  const cellWidthPx = widthPx / columns;
  rows.forEach(({ group }, row) => {
    group.shares.forEach((share, column) => {
      const colour = cellColour(theme, share, group.peakScores[column]);
      if (colour !== null) {
        context.fillStyle = colour;
        const leftPx = column * cellWidthPx;
        const topPx = row * rowHeightPx;
        context.fillRect(leftPx, topPx, Math.max(1, cellWidthPx - gapPx), rowHeightPx - gapPx);
      }
    });
  });
}
