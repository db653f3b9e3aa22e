import { cx } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import type { AnomalyRate } from '@vigil/contract';
import React, { useId, useMemo } from 'react';
import { useWidth } from '../../../shared/useWidth';
import { cellText, spanText } from './cellText';
import { HeatCanvas } from './HeatCanvas';
import { HeatTable } from './HeatTable';
import { heatRows, rowHeightPx } from './heatRows';
import { getHeatStyles } from './heatStyles';
import { TimeAxis } from './TimeAxis';
import { useHeatCursor, type HeatSpan } from './useHeatCursor';

export interface ChosenWindow {
  service: string;
  fromMs: number;
  toMs: number;
}

interface Props {
  rate: AnomalyRate;
  chosen: ChosenWindow | undefined;
  onChoose: (chosen: ChosenWindow) => void;
  onChooseService: (service: string) => void;
}

/** Buckets of time by services: what was anomalous where and when. A click or a drag chooses a window. */
export function HeatStrip({ rate, chosen, onChoose, onChooseService }: Props) {
  const styles = useStyles2(getHeatStyles);
  const helpId = useId();
  const rows = useMemo(() => heatRows(rate), [rate]);
  const { ref, widthPx } = useWidth<HTMLDivElement>();
  const columnCount = rate.timestampsMs.length;
  const bucketMs = rate.bucketSeconds * 1000;
  const startMs = rate.timestampsMs[0] ?? 0;
  const windowOf = ({ row, firstColumn, lastColumn }: HeatSpan): ChosenWindow => ({
    service: rows[row].service,
    fromMs: startMs + firstColumn * bucketMs,
    toMs: startMs + (lastColumn + 1) * bucketMs,
  });
  const { cell, span, handlers } = useHeatCursor({ rowCount: rows.length, columnCount }, (chosenSpan) =>
    onChoose(windowOf(chosenSpan))
  );
  const looked = span && rows[span.row] && windowOf(span);
  const text =
    cell && looked && rows[cell.row]
      ? describe(rows[cell.row].label, looked, cellText(rows[cell.row], cell.column))
      : '';
  const leftOf = (atMs: number) => ((atMs - startMs) / (columnCount * bucketMs)) * 100;
  return (
    <div className={styles.strip}>
      <div className={styles.labels}>
        {rows.map(({ id, label, service }, row) => (
          <button
            key={id}
            type="button"
            className={cx(styles.label, cell?.row === row && styles.activeLabel)}
            title={service === '' ? 'Show all services' : `Show ${label} only`}
            onClick={() => onChooseService(service)}
          >
            {label}
          </button>
        ))}
      </div>
      <div
        ref={ref}
        className={styles.plot}
        role="application"
        tabIndex={0}
        aria-label="Anomaly rate over time"
        aria-describedby={helpId}
        {...handlers}
      >
        <HeatCanvas rows={rows} columnCount={columnCount} widthPx={widthPx} />
        {chosen !== undefined && (
          <div
            className={styles.chosen}
            style={{ left: `${leftOf(chosen.fromMs)}%`, width: `${leftOf(chosen.toMs) - leftOf(chosen.fromMs)}%` }}
          />
        )}
        {looked !== undefined && span !== undefined && (
          <>
            <div
              className={styles.cursor}
              style={{
                top: span.row * rowHeightPx,
                left: `${leftOf(looked.fromMs)}%`,
                width: `${leftOf(looked.toMs) - leftOf(looked.fromMs)}%`,
              }}
            />
            <div
              className={cx(styles.tooltip, leftOf(looked.fromMs) > 50 && styles.tooltipLeft)}
              style={{ top: (span.row + 1) * rowHeightPx + 4, left: `${leftOf(looked.fromMs)}%` }}
              aria-hidden
            >
              {text}
            </div>
          </>
        )}
      </div>
      <TimeAxis fromMs={startMs} toMs={startMs + columnCount * bucketMs} />
      <span id={helpId} className="sr-only">
        Arrow keys move between services and times, with Shift they extend the window, Enter chooses it.
      </span>
      <div className="sr-only" role="status">
        {text}
      </div>
      <HeatTable rows={rows} rate={rate} />
    </div>
  );
}

function describe(label: string, { fromMs, toMs }: ChosenWindow, content: string): string {
  return `${label}, ${spanText(fromMs, toMs)}: ${content}`;
}
