import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { totalmem } from 'node:os';
import path from 'node:path';
import { type BuildState, describeBuilds, formatMinutes, newBuildState } from './build-progress.ts';
import { type Component, components } from './components.ts';
import { runGoBuild } from './go-build.ts';
import { binaryDirectory } from './paths.ts';
import { isUpToDate, writeStamp } from './stamp.ts';

export interface BuildOptions {
  readonly directory?: string;
  /** Called with one line at each start and end of a part, and at least every five seconds in between. */
  readonly report?: (line: string) => void;
  readonly signal?: AbortSignal;
}

export interface BuildResult {
  readonly built: string[];
  readonly elapsedSeconds: number;
}

/** Linking Loki takes 2.4 GB; two such builds need a machine with more than twice that. */
const laneCount = totalmem() > 6e9 ? 2 : 1;
const reportIntervalMs = 5_000;

/**
 * Builds the telemetry programs that are missing or out of date into the binary directory.
 * Two run at a time where memory allows: while one links or downloads on one core, the other compiles.
 */
export async function buildStack(options: BuildOptions = {}): Promise<BuildResult> {
  const { directory = binaryDirectory, report = () => undefined } = options;
  const startedAt = performance.now();
  const elapsedSeconds = () => (performance.now() - startedAt) / 1000;
  await mkdir(directory, { recursive: true });
  const outdated = await findOutdated(directory);
  const queue = outdated.map((component, index) => newBuildState(component, index + 1));
  const running = new Set<BuildState>();
  const failure = new AbortController();
  const signal = options.signal ? AbortSignal.any([failure.signal, options.signal]) : failure.signal;

  const lane = async () => {
    for (let state = queue.shift(); state && !signal.aborted; state = queue.shift()) {
      running.add(state);
      report(describeBuilds([state], outdated.length, elapsedSeconds()));
      await buildComponent(state, directory, signal);
      running.delete(state);
      report(`Built ${state.component.name} ${state.component.version} at ${formatMinutes(elapsedSeconds())}`);
    }
  };
  const ticker = setInterval(
    () => running.size > 0 && report(describeBuilds([...running], outdated.length, elapsedSeconds())),
    reportIntervalMs
  );
  try {
    await runLanes(lane, failure);
  } finally {
    clearInterval(ticker);
  }
  options.signal?.throwIfAborted();
  return { built: outdated.map((component) => component.name), elapsedSeconds: elapsedSeconds() };
}

/** The components that a build would have to make. */
export async function findOutdated(directory = binaryDirectory): Promise<Component[]> {
  const upToDate = await Promise.all(components.map((component) => isUpToDate(component, directory)));
  return components.filter((_, index) => !upToDate[index]);
}

async function runLanes(lane: () => Promise<void>, failure: AbortController): Promise<void> {
  let firstError: unknown;
  const guarded = () =>
    lane().catch((error: unknown) => {
      firstError ??= error;
      failure.abort();
    });
  await Promise.all(Array.from({ length: laneCount }, guarded));
  if (firstError !== undefined) {
    throw firstError;
  }
}

async function buildComponent(state: BuildState, directory: string, signal: AbortSignal): Promise<void> {
  const { component } = state;
  const staging = await mkdtemp(path.join(directory, `.${component.name}-`));
  try {
    await runGoBuild(state, staging, signal);
    for (const [packagePath, file] of Object.entries(component.packages)) {
      await rename(path.join(staging, path.posix.basename(packagePath)), path.join(directory, file));
    }
    await writeStamp(component, directory);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}
