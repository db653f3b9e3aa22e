import { serviceConfig } from '../src/config/config.schema.ts';
import type { DetectionSettings } from '../src/detection/detection-settings.ts';
import { sharedSecret } from './sign-identity.ts';

/** The settings of a service that nothing has been configured for. */
export const defaultDetectionSettings: DetectionSettings = {
  ...serviceConfig.parse({ server: { sharedSecret } }).detection,
  custom: [],
};
