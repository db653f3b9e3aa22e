import { isDeepStrictEqual } from 'node:util';
import type { DetectorChanges, DetectorDefinition } from '@vigil/contract';
import type { DetectorEntry } from '../../detection/detector-entries.ts';
import type { PresetChanges } from '../../detection/stored-detector.ts';
import { ServiceError } from '../../errors.ts';

/** What to store about a preset after a change: only what then differs from the preset itself. */
export function overPreset({ definition, base }: DetectorEntry, changes: DetectorChanges): PresetChanges {
  const errors = fixedFields(changes, base);
  if (errors.length > 0) {
    throw new ServiceError('invalid-request', `the field ${errors[0]!.field} ${errors[0]!.message}`, { errors });
  }
  const options = Object.entries({ ...definition.options, ...changes.options });
  const ofBase: Record<string, unknown> = base.options;
  const enabled = changes.enabled ?? definition.enabled;
  return {
    ...(enabled === base.enabled ? {} : { enabled }),
    options: Object.fromEntries(options.filter(([name, value]) => !isDeepStrictEqual(value, ofBase[name]))),
  };
}

/** Everything but the switch and the options belongs to the preset. */
function fixedFields({ enabled, options: _options, ...rest }: DetectorChanges, base: DetectorDefinition) {
  const ofBase: Record<string, unknown> = base;
  const fixed = Object.entries(rest)
    .filter(([field, value]) => value !== undefined && value !== ofBase[field])
    .map(([field]) => ({ field, message: 'belongs to the preset: make a detector of your own to have another' }));
  const message = 'is off in the configuration file (`disabledPresets` or `presets: false`): change it there';
  return enabled === true && !base.enabled ? [...fixed, { field: 'enabled', message }] : fixed;
}
