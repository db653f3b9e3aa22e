import { Counter, Gauge } from 'prom-client';
import type { Registry } from 'prom-client';
import type { SeriesRegistry } from '../series-registry.ts';

export interface ShardMetrics {
  lostShards: Counter;
  handovers: Counter<'direction'>;
  replicas: Gauge;
}

/** How scoring is shared among replicas, as this one sees it. */
export function createShardMetrics(registry: Registry, series: SeriesRegistry): ShardMetrics {
  const registers = [registry];
  new Gauge({
    name: 'vigil_scoring_shards_owned',
    help: 'Shards that this replica scores.',
    registers,
    collect() {
      this.set(series.shards().length);
    },
  });
  new Gauge({
    name: 'vigil_scoring_lag_seconds',
    help: 'Age of the newest step that has been scored, of the shard that lags most.',
    registers,
    collect() {
      this.reset();
      const scoredMs = series.shards().map(({ scoredThroughMs }) => scoredThroughMs);
      if (scoredMs.length > 0) {
        this.set((Date.now() - Math.min(...scoredMs)) / 1000);
      }
    },
  });
  return {
    lostShards: new Counter({
      name: 'vigil_scoring_lost_shards_total',
      help: 'Results refused because the shard had another owner when they were to be saved.',
      registers,
    }),
    handovers: new Counter({
      name: 'vigil_scoring_handovers_total',
      help: 'Shards taken from or given up to other replicas, loaded again after a failed save included.',
      labelNames: ['direction'],
      registers,
    }),
    replicas: new Gauge({ name: 'vigil_scoring_replicas', help: 'Live replicas that share the scoring.', registers }),
  };
}
