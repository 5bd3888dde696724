import { PlainError } from '../plain-error';
import { ensureChromium } from './ensure-chromium';
import { runChecks, runPlaywright, runVitest, type Counts, type Results } from './suites';

const vitestProjects = ['unit', 'integration', 'acceptance'];
const allSuites = ['check', ...vitestProjects, 'e2e'];

/** Runs the named suites, or all of them, and prints the count that closes the output. */
export async function runTests(named: string[]): Promise<void> {
  const unknown = named.filter((name) => !allSuites.includes(name));
  if (unknown.length > 0)
    throw new PlainError(`There is no suite ${unknown.join(', ')}. The suites: ${allSuites.join(', ')}.`);
  const chosen = named.length > 0 ? named : allSuites;
  if (chosen.includes('e2e')) ensureChromium();
  const results: Results = {};
  if (chosen.includes('check')) Object.assign(results, await runChecks());
  const projects = vitestProjects.filter((name) => chosen.includes(name));
  if (projects.length > 0) Object.assign(results, await runVitest(projects));
  if (chosen.includes('e2e')) Object.assign(results, await runPlaywright());
  if (report(results) > 0) process.exitCode = 1;
}

/** A table by suite, then the sum alone on the last line. Gives the number of failures. */
function report(results: Results): number {
  const total: Counts = { passed: 0, failed: 0, skipped: 0 };
  console.log('');
  for (const [suite, counts] of Object.entries(results)) {
    for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += counts[key];
    console.log(`  ${suite.padEnd(12)} ${counts.passed} of ${counts.passed + counts.failed}`);
  }
  console.log(sentence(total));
  return total.failed;
}

const sentence = ({ passed, failed, skipped }: Counts) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
