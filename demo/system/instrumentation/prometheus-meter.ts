import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Labels, LevelDescription, Meter, MetricDescription } from '../behavior/meter.ts';

/** A meter whose numbers can be scraped from a registry. */
export function createPrometheusMeter(registry: Registry, now: () => number): Meter {
  const gauges = new Map<string, (labels: Labels, valueAt: (timeMs: number) => number) => void>();
  return {
    counter(description) {
      const counter = new Counter(optionsOf(description, registry));
      for (const labels of description.known ?? []) {
        counter.inc({ ...labels }, 0);
      }
      return { add: (labels, amount = 1) => counter.inc({ ...labels }, amount) };
    },
    histogram(description) {
      const histogram = new Histogram({ ...optionsOf(description, registry), buckets: [...description.buckets] });
      for (const labels of description.known ?? []) {
        histogram.zero({ ...labels });
      }
      return { record: (labels, value) => histogram.observe({ ...labels }, value) };
    },
    level(description, valueAt) {
      const addLevel = gauges.get(description.name) ?? createGauge(description, registry, now);
      gauges.set(description.name, addLevel);
      addLevel(description.labels ?? {}, valueAt);
    },
  };
}

/** One gauge for all levels of a name; each has labels of its own. */
function createGauge({ name, help, labels = {} }: LevelDescription, registry: Registry, now: () => number) {
  const levels: Array<{ labels: Labels; valueAt: (timeMs: number) => number }> = [];
  new Gauge({
    name,
    help,
    labelNames: Object.keys(labels),
    registers: [registry],
    collect() {
      for (const level of levels) {
        this.set({ ...level.labels }, level.valueAt(now()));
      }
    },
  });
  return (ownLabels: Labels, valueAt: (timeMs: number) => number) => {
    levels.push({ labels: ownLabels, valueAt });
  };
}

function optionsOf({ name, help, labelNames }: MetricDescription, registry: Registry) {
  return { name, help, labelNames: [...labelNames], registers: [registry] };
}
