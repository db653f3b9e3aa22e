import { useTheme2 } from '@grafana/ui';
import React from 'react';
import { toneColour, type Tone } from '../../../shared/appearance';
import { noValue } from '../../../shared/formatValue';

const size = 132;
const width = 10;
const radius = (size - width) / 2;
const circumference = 2 * Math.PI * radius;

interface Props {
  score: number | null;
  tone: Tone;
}

/** A score from 0 to 100 as a number in a ring. */
export function HealthRing({ score, tone }: Props) {
  const theme = useTheme2();
  const filled = ((score ?? 0) / 100) * circumference;
  const label = score === null ? 'Fleet health: not known' : `Fleet health: ${Math.round(score)} of 100`;
  return (
    <svg width={size} height={size} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <g fill="none" strokeWidth={width} transform={`rotate(-90 ${size / 2} ${size / 2})`}>
        <circle cx={size / 2} cy={size / 2} r={radius} stroke={theme.colors.background.secondary} />
        <circle
          cx={size / 2}
          cy={size / 2}
          r={radius}
          stroke={toneColour(theme, tone).main}
          strokeLinecap="round"
          strokeDasharray={`${filled} ${circumference}`}
          opacity={filled === 0 ? 0 : 1}
        />
      </g>
      <text x="50%" y="50%" textAnchor="middle" fill={theme.colors.text.primary} aria-hidden>
        <tspan fontSize="34" fontWeight={theme.typography.fontWeightMedium} dy="6">
          {score === null ? noValue : Math.round(score)}
        </tspan>
        <tspan x="50%" dy="20" fontSize="12" fill={theme.colors.text.secondary}>
          of 100
        </tspan>
      </text>
    </svg>
  );
}
