import { dateTimeFormat, getTimeZone } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { getHeatStyles } from './heatStyles';

const dayMs = 86_400_000;
const marks = 4;

export function TimeAxis({ fromMs, toMs }: { fromMs: number; toMs: number }) {
  const styles = useStyles2(getHeatStyles);
  const format = toMs - fromMs > dayMs ? 'MM-DD HH:mm' : 'HH:mm';
  return (
    <div className={styles.axis} aria-hidden>
      {Array.from({ length: marks + 1 }, (_, mark) => fromMs + ((toMs - fromMs) * mark) / marks).map((atMs) => (
        <span key={atMs}>{dateTimeFormat(atMs, { timeZone: getTimeZone(), format })}</span>
      ))}
    </div>
  );
}
