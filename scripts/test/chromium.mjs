import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from './command.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/** The path of a Chromium; on Debian, as root, it is installed when there is none. @returns {Promise<string | undefined>} */
export async function provideChromium() {
  const existing = findChromium();
  if (existing || !existsSync('/etc/debian_version') || process.getuid?.() !== 0) {
    return existing;
  }
  console.log('Installing Chromium from Debian');
  const environment = { DEBIAN_FRONTEND: 'noninteractive' };
  await runCommand('apt-get', ['update'], { env: environment });
  await runCommand('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { env: environment });
  return findChromium();
}

function findChromium() {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const candidates = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return candidates.find((file) => existsSync(file) && spawnSync(file, ['--version']).status === 0);
}
