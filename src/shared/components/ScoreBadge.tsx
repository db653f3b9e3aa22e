import { css } from '@emotion/css';
import { useTheme2 } from '@grafana/ui';
import React from 'react';
import { scoreTone, toneColour } from '../appearance';
import { formatScore } from '../formatValue';

const words = { error: 'critical', warning: 'high', success: 'normal', info: 'normal', secondary: 'not scored' };

/** A score with its meaning in words for readers who do not see the colour. 1 is high, 2 is critical. */
export function ScoreBadge({ score }: { score: number | null }) {
  const theme = useTheme2();
  const tone = scoreTone(score);
  const style = css({
    color: toneColour(theme, tone).text,
    fontVariantNumeric: 'tabular-nums',
    fontWeight: tone === 'success' ? theme.typography.fontWeightRegular : theme.typography.fontWeightMedium,
  });
  return (
    <span className={style} title={`Score ${formatScore(score)}: ${words[tone]}`}>
      {formatScore(score)}
      <span className="sr-only"> ({words[tone]})</span>
    </span>
  );
}
