import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError, loadConfig } from './config.ts';
import type { Environment } from './config.ts';

const secret = 'correct horse battery staple 0123456789';
const minimal = { VIGIL_SHARED_SECRET: secret };
const folder = mkdtempSync(join(tmpdir(), 'vigil-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(content: string): string {
  const path = join(folder, `${Math.random()}.yaml`);
  writeFileSync(path, content);
  return path;
}

function problemsOf(environment: Environment): string[] {
  try {
    loadConfig(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return String(error instanceof Error ? error.message : error).split('\n');
  }
  return [];
}

describe('configuration', () => {
  it('needs no more than the shared secret', () => {
    const config = loadConfig(minimal);
    expect(config.server).toMatchObject({ host: '127.0.0.1', port: 8001, logLevel: 'info' });
    expect(config.storage).toEqual({ dataDir: './data' });
    expect(config.investigation).toEqual({ windowMinutes: 15, maxLogLines: 500, maxMetricsPoints: 100 });
    expect(config.presets).toBe(true);
    expect(config.telemetry).toEqual({});
  });

  it('comes from the environment', () => {
    const config = loadConfig({
      ...minimal,
      API_PORT: '9100',
      VM_URL: 'http://vm:8428',
      VM_TOKEN: 'abc',
      GRAFANA_URL: 'https://grafana.example/sub',
      GRAFANA_TOKEN: 'glsa_x',
      DATABASE_URL: 'postgresql://vigil:pw@db/vigil',
      MAX_LOG_LINES: '50',
      LOKI_URL: '',
    });
    expect(config.server.port).toBe(9100);
    expect(config.telemetry.prometheus).toEqual({ url: 'http://vm:8428', token: 'abc' });
    expect(config.telemetry.grafana).toEqual({ url: 'https://grafana.example/sub', token: 'glsa_x' });
    expect(config.telemetry.loki).toBeUndefined();
    expect(config.storage.databaseUrl).toBe('postgresql://vigil:pw@db/vigil');
    expect(config.investigation.maxLogLines).toBe(50);
  });

  it('prefers PROMETHEUS_URL to its alias, and the environment to the file', () => {
    const path = file(
      'server: { port: 7000, logLevel: debug }\ntelemetry: { prometheus: { url: "http://file:9090" } }'
    );
    const environment = {
      ...minimal,
      VIGIL_CONFIG: path,
      API_PORT: '7001',
      VM_URL: 'http://vm:1',
      PROMETHEUS_URL: 'http://p:1',
    };
    const config = loadConfig(environment);
    expect(config.server).toMatchObject({ port: 7001, logLevel: 'debug', sharedSecret: secret });
    expect(config.telemetry.prometheus?.url).toBe('http://p:1');
  });

  it('takes detectors from the file and completes them', () => {
    const path = file(`
presets: false
detectors:
  - id: checkout-latency
    title: Checkout latency
    kind: latency
    query: histogram_quantile(0.99, sum by (le, service) (rate(checkout_seconds_bucket[5m])))
    options: { direction: up }
`);
    const { detectors, presets } = loadConfig({ ...minimal, VIGIL_CONFIG: path });
    expect(presets).toBe(false);
    expect(detectors).toMatchObject([
      { id: 'checkout-latency', stepSeconds: 15, options: { direction: 'up', minSamples: 60 } },
    ]);
  });

  it('takes an empty file', () => {
    expect(loadConfig({ ...minimal, VIGIL_CONFIG: file('') }).server.port).toBe(8001);
  });
});

describe('wrong configuration', () => {
  it('is reported all at once, each with variable, problem and remedy', () => {
    const problems = problemsOf({
      API_PORT: '80000',
      PROMETHEUS_URL: 'prometheus:9090',
      LOG_LEVEL: 'loud',
      GRAFANA_URL: 'http://grafana:3000',
      MAX_LOG_LINES: 'many',
      VIGIL_SHARED_SECRET: 'too short',
    });
    expect(problems).toHaveLength(6);
    const byVariable = Object.fromEntries(problems.map((line) => [line.slice(0, line.indexOf(':')), line]));
    expect(byVariable).toMatchObject({
      API_PORT: expect.stringContaining('65535'),
      PROMETHEUS_URL: expect.stringContaining('not an http or https address'),
      LOG_LEVEL: expect.stringContaining('"debug"'),
      GRAFANA_TOKEN: expect.stringContaining('required'),
      MAX_LOG_LINES: expect.stringContaining('number'),
      VIGIL_SHARED_SECRET: expect.stringContaining('shorter than 32'),
    });
    for (const line of problems) {
      expect(line).toMatch(/^[A-Z_]+: .+\. Expected: .+\.$/);
    }
  });

  it('never shows a configured value', () => {
    const shown = problemsOf({
      VIGIL_SHARED_SECRET: 'hunter2',
      DATABASE_URL: 'mysql://root:hunter3@db/x',
      GRAFANA_TOKEN: 'glsa_9',
    });
    expect(shown).toHaveLength(3);
    expect(shown.join()).not.toMatch(/hunter|glsa_9/);
  });

  it.each([
    ['PROMETHEUS_URL', /VM_TOKEN/],
    ['VM_URL', /VM_TOKEN/],
    ['LOKI_URL', /telemetry\.loki\.token/],
    ['TEMPO_URL', /telemetry\.tempo\.token/],
    ['JAEGER_URL', /telemetry\.jaeger\.token/],
    ['GRAFANA_URL', /GRAFANA_TOKEN/],
    ['VIGIL_REMOTE_WRITE_URL', /needs no credentials/],
  ])('in %s is refused when it holds credentials, saying where they belong', (variable, remedy) => {
    for (const userinfo of ['ann:hunter4', 'hunter4', ':hunter4']) {
      const [problem, ...others] = problemsOf({
        ...minimal,
        GRAFANA_TOKEN: variable === 'GRAFANA_URL' ? 'glsa_x' : undefined,
        [variable]: `http://${userinfo}@host:9090`,
      });
      expect(others).toEqual([]);
      expect(problem).toMatch(new RegExp(`^${variable}: holds a user name or password`));
      expect(problem).toMatch(remedy);
      expect(problem).not.toMatch(/hunter4|ann/);
    }
  });

  it('says that the secret is missing and how to make one', () => {
    expect(problemsOf({})).toEqual([
      expect.stringMatching(/^VIGIL_SHARED_SECRET: is required but not set\. Expected: .*openssl rand/),
    ]);
  });

  it('in the file is named by file and key', () => {
    const path = file(
      'server: { port: eight }\nwebhook: {}\ndetectors: [{ id: Bad Id, title: x, kind: latency, query: up }]'
    );
    expect(problemsOf({ ...minimal, VIGIL_CONFIG: path })).toEqual([
      expect.stringMatching(`${path}: server.port \\(or API_PORT\\): .*expected number`),
      expect.stringMatching(`${path}: detectors.0.id: must be lower-case words joined by hyphens`),
      expect.stringMatching(`${path}: webhook: is not a known setting`),
    ]);
  });

  it.each([
    ['that is not there', join(folder, 'missing.yaml'), /cannot be read \(ENOENT\)/],
    ['that is not YAML', file('server:\n  port: [1'), /is not valid YAML at line 2/],
    ['that is a list', file('- 1'), /does not hold a mapping/],
  ])('names a file %s', (_what, path, problem) => {
    expect(problemsOf({ ...minimal, VIGIL_CONFIG: path })).toEqual([expect.stringMatching(problem)]);
  });
});
