import type { Component } from './components.ts';

/** What `go build -v` has told so far about one component. */
export interface BuildState {
  readonly component: Component;
  readonly part: number;
  downloadedModules: number;
  compiledPackages: number;
  isLinking: boolean;
}

export function newBuildState(component: Component, part: number): BuildState {
  return { component, part, downloadedModules: 0, compiledPackages: 0, isLinking: false };
}

/** Returns true when the line is progress, false when it belongs to an error message. */
export function recordLine(state: BuildState, line: string): boolean {
  if (line.startsWith('go: downloading ')) {
    state.downloadedModules += 1;
    return true;
  }
  if (!/^[\w.~/-]+$/.test(line)) {
    return false;
  }
  state.compiledPackages += 1;
  state.isLinking = Object.keys(state.component.packages).includes(line);
  return true;
}

export function describeBuilds(states: readonly BuildState[], parts: number, elapsedSeconds: number): string {
  const running = states.map((state) => `part ${state.part} of ${parts}, ${describeBuild(state)}`);
  return `Building ${running.join('; ')} (${formatMinutes(elapsedSeconds)} elapsed)`;
}

function describeBuild({ component, downloadedModules, compiledPackages, isLinking }: BuildState): string {
  const name = `${component.name} ${component.version}`;
  if (isLinking) {
    return `${name}: ${compiledPackages} packages compiled, linking`;
  }
  if (compiledPackages > 0) {
    return `${name}: ${compiledPackages} packages compiled`;
  }
  return downloadedModules > 0 ? `${name}: ${downloadedModules} modules downloaded` : `${name}: resolving modules`;
}

export function formatMinutes(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
