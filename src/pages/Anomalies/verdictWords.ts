import type { VerdictKind } from '@vigil/contract';
import type { Appearance } from '../../shared/appearance';

interface VerdictWords extends Appearance {
  /** What saying so brings about. */
  consequence: string;
}

export const verdictWords: Record<VerdictKind, VerdictWords> = {
  real: {
    text: 'Real',
    tone: 'error',
    icon: 'check',
    consequence: 'It was worth knowing. What was measured meanwhile is never learned as usual.',
  },
  noise: {
    text: 'Noise',
    tone: 'secondary',
    icon: 'times',
    consequence: 'It was not worth knowing. A detector that is often noise stops paging.',
  },
  known: {
    text: 'Known',
    tone: 'info',
    icon: 'bookmark',
    consequence: 'It is expected from now on: this level of the series is accepted and learned.',
  },
};

export const verdictKinds: readonly VerdictKind[] = ['real', 'noise', 'known'];
