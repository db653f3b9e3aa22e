import type { ServiceSettings } from '../instrumentation/live-environment.ts';
import { startLiveService } from '../instrumentation/live-service.ts';
import { definitions } from '../services/definitions.ts';
import { runChild } from './child.ts';

await runChild((settings: ServiceSettings) => startLiveService(definitions[settings.service], settings));
