import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

const noticeIntervalMs = 5_000;

/**
 * Runs `npm ci` when what is installed is not what the lock file asks for.
 *
 * @param {string} root
 */
export async function installDependencies(root) {
  const locked = await readPackages(path.join(root, 'package-lock.json'));
  const installed = await readPackages(path.join(root, 'node_modules', '.package-lock.json')).catch(() => ({}));
  const missing = findMissing(locked, installed);
  if (missing.length === 0) {
    return;
  }
  const startedAt = Date.now();
  console.log(`Installing npm packages: ${missing.length} of ${Object.keys(locked).length} are missing or differ`);
  const notice = setInterval(
    () => console.log(`Installing npm packages (${Math.round((Date.now() - startedAt) / 1000)} s elapsed)`),
    noticeIntervalMs
  );
  const npm = spawn('npm', ['ci', '--no-progress', '--no-audit', '--no-fund'], { cwd: root, stdio: 'inherit' });
  const [code] = await once(npm, 'close').finally(() => clearInterval(notice));
  if (code !== 0) {
    throw new Error(`npm ci failed with exit code ${code}; its messages are above`);
  }
}

/**
 * The locked packages that are not installed in the locked version. Optional ones may be missing: they belong to other platforms.
 *
 * @param {Record<string, LockedPackage>} locked
 * @param {Record<string, LockedPackage>} installed
 */
export function findMissing(locked, installed) {
  return Object.entries(locked)
    .filter(([location, { link }]) => location.includes('node_modules/') && !link)
    .filter(([location, { version, optional, devOptional }]) => {
      const found = installed[location];
      return found ? found.version !== version : !optional && !devOptional;
    })
    .map(([location]) => location);
}

/**
 * @typedef {{ version?: string, link?: boolean, optional?: boolean, devOptional?: boolean }} LockedPackage
 * @param {string} file
 * @returns {Promise<Record<string, LockedPackage>>}
 */
async function readPackages(file) {
  return JSON.parse(await readFile(file, 'utf8')).packages;
}
