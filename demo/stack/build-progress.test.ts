import { describe, expect, it } from 'vitest';
import { describeBuilds, formatMinutes, newBuildState, recordLine } from './build-progress.ts';
import { components } from './components.ts';

const [loki, alertmanager] = components as [(typeof components)[number], (typeof components)[number]];

describe('recordLine', () => {
  it('counts downloaded modules and compiled packages', () => {
    const state = newBuildState(loki, 1);
    recordLine(state, 'go: downloading example.org/module v1.2.3');
    recordLine(state, 'internal/abi');
    recordLine(state, 'gopkg.in/yaml.v3');
    expect(state).toMatchObject({ downloadedModules: 1, compiledPackages: 2, isLinking: false });
  });

  it('knows that the last package is being linked', () => {
    const state = newBuildState(loki, 1);
    recordLine(state, 'github.com/grafana/loki/v3/cmd/loki');
    expect(state.isLinking).toBe(true);
  });

  it.each(['# example.org/broken', 'main.go:3:1: syntax error', 'go: example.org/module@v1.0.0: missing go.sum entry'])(
    'leaves %j to the error message',
    (line) => {
      const state = newBuildState(loki, 1);
      expect(recordLine(state, line)).toBe(false);
      expect(state.compiledPackages).toBe(0);
    }
  );
});

describe('describeBuilds', () => {
  it('names each running part, its number and what it is doing', () => {
    const first = { ...newBuildState(loki, 1), compiledPackages: 412, downloadedModules: 90 };
    const second = { ...newBuildState(alertmanager, 2), downloadedModules: 7 };
    expect(describeBuilds([first, second], 4, 83)).toBe(
      'Building part 1 of 4, loki 3.7.8: 412 packages compiled; ' +
        'part 2 of 4, alertmanager 0.31.1: 7 modules downloaded (1:23 elapsed)'
    );
  });
});

describe('formatMinutes', () => {
  it.each([
    [0, '0:00'],
    [9.9, '0:09'],
    [60, '1:00'],
    [3605, '60:05'],
  ])('shows %d s as %s', (seconds, text) => expect(formatMinutes(seconds)).toBe(text));
});
