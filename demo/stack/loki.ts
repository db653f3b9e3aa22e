import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';
import { findFreePort } from './ports.ts';
import { componentDirectory, type ComponentLocation, launch, type RunningComponent } from './running-component.ts';

export async function startLoki(location: ComponentLocation): Promise<RunningComponent> {
  const directory = await componentDirectory(location, 'loki');
  const httpPort = location.port ?? (await findFreePort());
  const grpcPort = await findFreePort();
  await writeFile(path.join(directory, 'loki.yaml'), renderLokiConfig(directory, httpPort, grpcPort));
  return launch({
    name: 'loki',
    directory,
    niceness: location.niceness,
    args: ['-config.file=loki.yaml'],
    ports: [httpPort, grpcPort],
    url: `http://127.0.0.1:${httpPort}`,
    healthPath: '/ready',
  });
}

/** A single binary on files; the zero delays take its start from half a minute to a second. */
export function renderLokiConfig(directory: string, httpPort: number, grpcPort: number): string {
  const immediately = { min_ready_duration: '0s', join_after: '0s', final_sleep: '0s' };
  return stringify({
    auth_enabled: false,
    analytics: { reporting_enabled: false },
    server: {
      http_listen_address: '127.0.0.1',
      http_listen_port: httpPort,
      grpc_listen_address: '127.0.0.1',
      grpc_listen_port: grpcPort,
      log_level: 'warn',
    },
    common: {
      instance_addr: '127.0.0.1',
      path_prefix: directory,
      replication_factor: 1,
      ring: { kvstore: { store: 'inmemory' }, instance_addr: '127.0.0.1' },
      storage: {
        filesystem: {
          chunks_directory: path.join(directory, 'chunks'),
          rules_directory: path.join(directory, 'rules'),
        },
      },
    },
    schema_config: {
      configs: [
        {
          from: '2024-01-01',
          store: 'tsdb',
          object_store: 'filesystem',
          schema: 'v13',
          index: { prefix: 'index_', period: '24h' },
        },
      ],
    },
    ingester: {
      lifecycler: { ...immediately, observe_period: '0s' },
      wal: { enabled: true, dir: path.join(directory, 'wal'), flush_on_shutdown: false },
    },
    pattern_ingester: { enabled: true, lifecycler: immediately },
    frontend: { scheduler_dns_lookup_period: '500ms' },
    frontend_worker: { dns_lookup_duration: '500ms' },
    limits_config: {
      allow_structured_metadata: true,
      discover_log_levels: true,
      volume_enabled: true,
      reject_old_samples: false,
      ingestion_rate_mb: 32,
      ingestion_burst_size_mb: 64,
    },
  });
}
