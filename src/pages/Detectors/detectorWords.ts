import type { DetectorSource, DetectorState, DetectorSummary } from '@vigil/contract';
import type { Appearance } from '../../shared/appearance';
import { formatShare } from '../../shared/formatValue';

export const stateAppearance: Record<DetectorState, Appearance & { meaning: string }> = {
  active: { text: 'Active', tone: 'success', icon: 'check-circle', meaning: 'It is scored at every step.' },
  disabled: { text: 'Off', tone: 'secondary', icon: 'pause', meaning: 'It is switched off and watches nothing.' },
  missing: {
    text: 'No metrics',
    tone: 'secondary',
    icon: 'minus-circle',
    meaning: 'The metrics that it needs do not exist.',
  },
  undiscovered: {
    text: 'Not looked for',
    tone: 'secondary',
    icon: 'question-circle',
    meaning: 'The metrics source has not been asked for its metrics yet.',
  },
};

export const sourceWords: Record<DetectorSource, string> = {
  preset: 'Preset',
  file: 'Configuration file',
  database: 'Made here',
};

const qualityWords = { healthy: 'healthy', thin: 'thin', flat: 'flat', stale: 'stale', untrained: 'not learned yet' };

/** How many series there are of each quality, those that there are none of left out. */
export function qualityText({ series }: Pick<DetectorSummary, 'series'>): string {
  const parts = (Object.keys(qualityWords) as Array<keyof typeof qualityWords>)
    .filter((quality) => series[quality] > 0)
    .map((quality) => `${series[quality]} ${qualityWords[quality]}`);
  return parts.length === 0 ? 'none' : parts.join(', ');
}

/** The share of judged anomalies that were real, with how sure that is. */
export function precisionText({ standing: { precision } }: Pick<DetectorSummary, 'standing'>): string {
  return precision.precision === null
    ? 'not judged'
    : `${formatShare(precision.precision)} (${formatShare(precision.lower)} to ${formatShare(precision.upper)})`;
}
