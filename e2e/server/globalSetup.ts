import { findGrafana, noGrafanaReason } from './findGrafana';
import { startGoldenService } from './goldenService';
import { settings } from './settings';
import { startGrafana } from './startGrafana';

/** Starts the stand-in for the service, and Grafana unless one runs already; returns how to stop them. */
export default async function globalSetup(): Promise<(() => Promise<void>) | undefined> {
  const grafana = findGrafana(process.env);
  if (grafana === undefined) {
    console.warn(noGrafanaReason);
    return undefined;
  }
  const service = await startGoldenService(settings.servicePort, settings.sharedSecret);
  const stopGrafana = 'url' in grafana ? undefined : await startGrafana(grafana.home, grafana.binary);
  return async () => {
    await stopGrafana?.();
    await service.close();
  };
}
