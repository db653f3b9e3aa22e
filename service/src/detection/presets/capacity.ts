import type { DetectorPreset } from './detector-preset.ts';

const daySeconds = 86_400;

/** What runs out: told before it is gone. */
export const capacityPresets: readonly DetectorPreset[] = [
  {
    id: 'disk-space',
    title: 'Free disk space',
    kind: 'saturation',
    unit: 'bytes',
    requires: ['node_filesystem_avail_bytes'],
    query:
      'min by ($label, instance, mountpoint) (node_filesystem_avail_bytes{$selector,fstype!~"tmpfs|ramfs|overlay|squashfs|iso9660",mountpoint!~"/(run|boot)(/.*)?"})',
    options: {
      direction: 'down',
      minRelativeDeviation: 0.3,
      dataRange: [0, null],
      forecast: { threshold: 0, withinSeconds: 4 * daySeconds },
    },
  },
];
