import path from 'node:path';

export type ComponentName = 'prometheus' | 'loki' | 'jaeger' | 'alertmanager';

export interface Component {
  readonly name: ComponentName;
  readonly version: string;
  readonly moduleDirectory: string;
  /** Go package → name of the file that it becomes in the binary directory. */
  readonly packages: Readonly<Record<string, string>>;
  readonly buildFlags: readonly string[];
}

const toolsDirectory = path.join(import.meta.dirname, 'tools');

const stripped = '-s -w';

/** Longest build first, so that the two lanes of the builder finish at about the same time. */
export const components: readonly Component[] = [
  {
    name: 'loki',
    version: '3.7.8',
    moduleDirectory: path.join(toolsDirectory, 'loki'),
    packages: { 'github.com/grafana/loki/v3/cmd/loki': 'loki' },
    buildFlags: ['-tags=netgo', `-ldflags=${stripped} -X github.com/grafana/loki/v3/pkg/util/build.Version=3.7.8`],
  },
  {
    name: 'alertmanager',
    version: '0.31.1',
    moduleDirectory: path.join(toolsDirectory, 'alertmanager'),
    packages: { 'github.com/prometheus/alertmanager/cmd/alertmanager': 'alertmanager' },
    buildFlags: ['-tags=netgo', `-ldflags=${stripped} -X github.com/prometheus/common/version.Version=0.31.1`],
  },
  {
    name: 'prometheus',
    version: '3.15.0',
    moduleDirectory: path.join(toolsDirectory, 'prometheus'),
    packages: {
      'github.com/prometheus/prometheus/cmd/prometheus': 'prometheus',
      'github.com/prometheus/prometheus/cmd/promtool': 'promtool',
    },
    buildFlags: [
      '-tags=netgo,remove_all_sd',
      `-ldflags=${stripped} -X github.com/prometheus/common/version.Version=3.15.0`,
    ],
  },
  {
    name: 'jaeger',
    version: '1.76.0',
    moduleDirectory: path.join(toolsDirectory, 'jaeger'),
    packages: { 'github.com/jaegertracing/jaeger/cmd/all-in-one': 'jaeger' },
    buildFlags: [
      '-tags=netgo',
      `-ldflags=${stripped} -X github.com/jaegertracing/jaeger/internal/version.latestVersion=v1.76.0`,
    ],
  },
];
