import type { AnomalyRate } from '@vigil/contract';
import React from 'react';
import { formatScore, noValue } from '../../../shared/formatValue';
import { shareText, spanText } from './cellText';
import type { HeatRow } from './heatRows';

/** The heat strip in words, for those who do not see it. */
export function HeatTable({ rows, rate }: { rows: HeatRow[]; rate: AnomalyRate }) {
  return (
    <table className="sr-only">
      <caption>Anomaly rate by service</caption>
      <thead>
        <tr>
          <th scope="col">Series of</th>
          <th scope="col">Share anomalous</th>
          <th scope="col">Peak score</th>
          <th scope="col">Worst at</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, label, group }) => (
          <tr key={id}>
            <th scope="row">{label}</th>
            <td>{group.meanShare === null ? 'not scored' : shareText(group.meanShare)}</td>
            <td>{formatScore(group.peakScore)}</td>
            <td>{worstBucket(group.peakScores, rate)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function worstBucket(peakScores: HeatRow['group']['peakScores'], { timestampsMs, bucketSeconds }: AnomalyRate): string {
  const peak = Math.max(...peakScores.map((score) => score ?? -1));
  if (peak < 1) {
    return noValue;
  }
  const startMs = timestampsMs[peakScores.indexOf(peak)];
  return spanText(startMs, startMs + bucketSeconds * 1000);
}
