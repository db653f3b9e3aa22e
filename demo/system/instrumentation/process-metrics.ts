import { Counter, Gauge, type Registry } from 'prom-client';

/** What the operating system says about this process. Processor time counts from here on, without the start of Node. */
export function exportProcessMetrics(registry: Registry): void {
  let counted = process.cpuUsage();
  new Counter({
    name: 'process_cpu_seconds_total',
    help: 'Total user and system CPU time spent in seconds.',
    registers: [registry],
    collect() {
      const total = process.cpuUsage();
      this.inc((total.user + total.system - counted.user - counted.system) / 1e6);
      counted = total;
    },
  });
  new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Resident memory size in bytes.',
    registers: [registry],
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  new Gauge({
    name: 'process_start_time_seconds',
    help: 'Start time of the process since the Unix epoch in seconds.',
    registers: [registry],
  }).set(Math.round(Date.now() / 1000 - process.uptime()));
}
