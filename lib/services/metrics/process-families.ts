import { monitorEventLoopDelay } from 'node:perf_hooks';
import { processWide } from '../process-wide';
import type { Family } from './exposition';

const SECOND_NS = 1e9;

/** How this process does: processor, memory, and how long its event loop was kept waiting since it was last asked. */
export function processFamilies(): Family[] {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  const delay = processWide('event-loop-delay', () => {
    const monitor = monitorEventLoopDelay({ resolution: 20 });
    monitor.enable();
    return monitor;
  });
  const lag = Number.isFinite(delay.max) ? delay.max / SECOND_NS : 0;
  delay.reset();
  return [
    one('process_cpu_seconds_total', 'counter', 'Processor time this process used.', (user + system) / 1e6),
    one('process_resident_memory_bytes', 'gauge', 'Memory of this process.', rss),
    one('nodejs_heap_used_bytes', 'gauge', 'JavaScript heap in use.', heapUsed),
    one('nodejs_eventloop_lag_max_seconds', 'gauge', 'Longest wait of the event loop since the last scrape.', lag),
    one('process_uptime_seconds', 'gauge', 'How long this process has run.', process.uptime()),
  ];
}

export function one(name: string, type: Family['type'], help: string, value: number): Family {
  return { name, type, help, samples: [{ labels: {}, value }] };
}
