import { readdirSync, readFileSync } from 'fs';
import { join, posix, relative, sep } from 'path';

const root = process.cwd();

/** What each folder may import from, besides itself, packages and the contract. */
const web: Record<string, string[]> = {
  shared: [],
  data: ['shared'],
  pages: ['shared', 'data'],
  extensions: ['shared', 'data'],
  app: ['shared', 'data', 'pages'],
  datasource: ['shared'],
  'module.tsx': ['app', 'extensions', 'shared'],
};

const service: Record<string, string[]> = {
  detectors: [],
  templates: [],
  'co-movement': ['detectors'],
  'root-cause': ['detectors', 'templates'],
  telemetry: ['config', 'clock.ts'],
};

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

function relativeImports(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, target]) =>
    posix.join(posix.dirname(file), target)
  );
}

function violations(base: string, allowed: Record<string, string[]>): string[] {
  const layerOf = (file: string) => posix.relative(base, file).split('/')[0];
  return sourceFiles(base)
    .filter((file) => layerOf(file) in allowed)
    .flatMap((file) => {
      const own = layerOf(file);
      return relativeImports(file)
        .map(layerOf)
        .filter((layer) => layer !== own && !allowed[own].includes(layer))
        .map((layer) => `${file} imports from ${layer}`);
    });
}

describe('the architecture', () => {
  it('has imports of the plugin go one way', () => {
    expect(sourceFiles('src').length).toBeGreaterThan(50);
    expect(violations('src', web)).toEqual([]);
  });

  it('keeps what computes, and telemetry, of the service free of what is above it', () => {
    expect(sourceFiles('service/src').length).toBeGreaterThan(50);
    expect(violations('service/src', service)).toEqual([]);
  });

  it('takes only types from the contract, so that no schema library is in the bundle', () => {
    const values = sourceFiles('src').filter((file) =>
      /import (?!type )[^;]*'@vigil\/contract'/.test(readFileSync(join(root, file), 'utf8'))
    );
    expect(values).toEqual([]);
  });
});
