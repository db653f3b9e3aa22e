import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const neededMajor = 24;
/** @type {NodeJS.Signals[]} */
const forwardedSignals = ['SIGTERM', 'SIGHUP', 'SIGINT'];

/**
 * The Node that the lock file brings, else the running one when it is new enough.
 *
 * @param {string} root
 */
export function findProjectNode(root) {
  const own = path.join(root, 'node_modules', '.bin', 'node');
  if (existsSync(own)) {
    return own;
  }
  if (Number(process.versions.node.split('.')[0]) >= neededMajor) {
    return process.execPath;
  }
  throw new Error(
    `Node ${neededMajor} is needed and there is no package of it for ${process.platform}-${process.arch}; ` +
      `this is Node ${process.versions.node}`
  );
}

/**
 * Runs a script under the project's Node and ends as it ends. The channel lets the script notice when this process is gone.
 *
 * @param {string} root
 * @param {string} script
 * @param {readonly string[]} args
 */
export function runUnderProjectNode(root, script, args) {
  const binaries = path.join(root, 'node_modules', '.bin');
  const child = spawn(findProjectNode(root), [path.join(root, script), ...args], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PATH: `${binaries}${path.delimiter}${process.env.PATH ?? ''}` },
  });
  for (const signal of forwardedSignals) {
    process.on(signal, () => child.kill(signal));
  }
  child.once('error', (error) => {
    console.error(`Cannot start ${script}: ${error.message}`);
    process.exitCode = 1;
  });
  child.once('exit', (code) => {
    process.exit(code ?? 1);
  });
}
