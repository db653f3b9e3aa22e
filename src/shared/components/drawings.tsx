import { useTheme2 } from '@grafana/ui';
import React from 'react';

const stroke = { fill: 'none', stroke: 'currentColor', strokeWidth: 2, strokeLinecap: 'round' as const };

/** A calm line inside its band. */
export function QuietSignal() {
  const theme = useTheme2();
  return (
    <svg viewBox="0 0 132 72" role="presentation">
      <path
        d="M4 26 C30 18 44 34 66 26 S106 18 128 26 V50 C104 42 88 58 66 50 S28 42 4 50 Z"
        fill="currentColor"
        opacity="0.14"
      />
      <path d="M4 38 C30 30 44 46 66 38 S106 30 128 38" {...stroke} stroke={theme.colors.success.main} />
      <path d="M4 68 H128" {...stroke} opacity="0.4" />
    </svg>
  );
}

/** A line that breaks off. */
export function BrokenSignal() {
  const theme = useTheme2();
  return (
    <svg viewBox="0 0 132 72" role="presentation">
      <path d="M4 38 H34 L42 22 L52 54 L58 38" {...stroke} strokeLinejoin="round" />
      <path d="M90 38 H128" {...stroke} strokeDasharray="2 8" />
      <path d="M66 30 L82 46 M82 30 L66 46" {...stroke} strokeWidth={3} stroke={theme.colors.error.main} />
      <path d="M4 68 H128" {...stroke} opacity="0.4" />
    </svg>
  );
}

/** A plug before its socket. */
export function LoosePlug() {
  const theme = useTheme2();
  return (
    <svg viewBox="0 0 132 72" role="presentation">
      <path d="M4 36 H28" {...stroke} />
      <rect x="28" y="22" width="24" height="28" rx="5" {...stroke} />
      <path d="M52 30 H62 M52 42 H62" {...stroke} strokeWidth={3} />
      <rect x="82" y="18" width="24" height="36" rx="5" {...stroke} stroke={theme.colors.primary.main} />
      <path d="M88 30 H94 M88 42 H94" {...stroke} strokeWidth={3} stroke={theme.colors.primary.main} />
      <path d="M106 36 H128" {...stroke} stroke={theme.colors.primary.main} />
    </svg>
  );
}
