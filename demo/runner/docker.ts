import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { repositoryDirectory } from '../stack/paths.ts';

/** Runs the compose file in the foreground and returns its exit code; Ctrl-C reaches it through the terminal. */
export async function runDockerDemo(signal: AbortSignal): Promise<number> {
  const problem = dockerProblem();
  if (problem !== undefined) {
    throw new Error(`--docker needs a running Docker engine with the compose plugin: ${problem}`);
  }
  const compose = spawn('docker', ['compose', 'up', '--build'], { cwd: repositoryDirectory, stdio: 'inherit' });
  signal.addEventListener('abort', () => compose.kill('SIGTERM'), { once: true });
  const [code] = (await once(compose, 'exit')) as [number | null];
  return code ?? 1;
}

function dockerProblem(): string | undefined {
  for (const args of [
    ['info', '--format', '{{.ServerVersion}}'],
    ['compose', 'version'],
  ]) {
    const { error, status, stderr } = spawnSync('docker', args, { encoding: 'utf8', timeout: 20_000 });
    if (error) {
      return error.message.includes('ENOENT') ? 'there is no docker on the path' : error.message;
    }
    if (status !== 0) {
      return `docker ${args.join(' ')} said: ${stderr.trim().split('\n').at(-1)}`;
    }
  }
  return undefined;
}
