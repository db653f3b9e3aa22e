import { colorManipulator, type GrafanaTheme2 } from '@grafana/data';
import { scoreTone, toneColour } from '../../../shared/appearance';

const faintestAlpha = 0.3;

/**
 * Hue says how bad the worst series was (high or critical), depth how many series it was; a bucket without anything
 * anomalous is faint, one that was not scored is left empty.
 */
export function cellColour(theme: GrafanaTheme2, share: number | null, peakScore: number | null): string | null {
  if (share === null || peakScore === null) {
    return null;
  }
  const tone = scoreTone(peakScore);
  if (tone === 'success') {
    return theme.colors.background.secondary;
  }
  return colorManipulator.alpha(toneColour(theme, tone).main, faintestAlpha + (1 - faintestAlpha) * Math.sqrt(share));
}
