import { spawnSync } from 'node:child_process';

const running = new Set<number>();
let isInstalled = false;

/** Ends the process group of `pid` when this process exits for whatever reason JavaScript gets to know. Returns the undo. */
export function killOnExit(pid: number): () => void {
  if (!isInstalled) {
    isInstalled = true;
    process.on('exit', killAll);
  }
  running.add(pid);
  return () => running.delete(pid);
}

/**
 * Where the kernel can deliver a signal on the parent's death (Linux, util-linux), a child goes down even with a
 * parent that was killed outright.
 */
export function guardedCommand(command: string, args: readonly string[]): { command: string; args: string[] } {
  return canSetParentDeathSignal()
    ? { command: 'setpriv', args: ['--pdeathsig', 'KILL', '--', command, ...args] }
    : { command, args: [...args] };
}

let parentDeathSignal: boolean | undefined;

function canSetParentDeathSignal(): boolean {
  parentDeathSignal ??=
    process.platform === 'linux' && spawnSync('setpriv', ['--pdeathsig', 'KILL', '--', 'true']).status === 0;
  return parentDeathSignal;
}

function killAll(): void {
  for (const pid of running) {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It ended between its exit and the notice of it.
    }
  }
}
