export const settingsVariable = 'DEMO_SETTINGS';

export interface Stoppable {
  stop(): Promise<void>;
}

/**
 * The main function of a child process: starts with the settings that the parent passed on, says so, and ends when asked
 * to or when the parent is gone.
 */
export async function runChild<Settings>(start: (settings: Settings) => Promise<Stoppable>): Promise<void> {
  const settings = JSON.parse(process.env[settingsVariable] ?? 'null') as Settings;
  const running = await start(settings);
  const end = () => void running.stop().finally(() => process.exit());
  process.once('SIGTERM', end);
  process.once('disconnect', end);
  process.send?.('ready');
}
