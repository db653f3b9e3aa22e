import type { Explanation } from '@vigil/contract';
import React from 'react';
import { ShareBars } from '../../../shared/components/ShareBars';

const significantDigits = 3;

/** How much each feature of the series explains of the score. */
export function FeatureBars({ explanation: { features, model } }: { explanation: Explanation }) {
  const sorted = [...features].sort((left, right) => right.share - left.share);
  return (
    <ShareBars
      items={sorted.map(({ name, share, value, expected }) => ({
        key: name,
        title: name,
        share,
        detail: `${numberText(value)} seen${expected === null ? '' : `, ${numberText(expected)} expected`}`,
      }))}
      footer={`Scored by ${model}.`}
    />
  );
}

function numberText(value: number): string {
  return Number(value.toPrecision(significantDigits)).toString();
}
