import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** Writes how many tests of each project passed, failed and were skipped, for the command that runs all suites. */
export default class SuiteCounts implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]) {
    const suites: Record<string, Counts> = {};
    for (const module of modules) count(module, (suites[module.project.name] ??= { passed: 0, failed: 0, skipped: 0 }));
    if (errors.length > 0) suites.uncaught = { passed: 0, failed: errors.length, skipped: 0 };
    const path = process.env.SUITE_COUNTS ?? 'test-results/suites.json';
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify(suites));
  }
}

function count(module: TestModule, counts: Counts): void {
  for (const test of module.children.allTests()) {
    const { state } = test.result();
    counts[state === 'pending' ? 'failed' : state] += 1;
  }
  // A file that cannot be loaded, or whose hooks fail, has no failed test of its own to show for it.
  if (module.state() === 'failed' && module.errors().length > 0) counts.failed += 1;
}
