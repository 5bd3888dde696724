import { readAudit } from '@/lib/store/audit/read-audit';
import type { Application } from '../application';

const BATCH = 500;

/**
 * The audit log after an entry, in order: JSON lines, some hundreds at a time. A line is the hashed text with `hash`
 * added as its last member; taking that away leaves the RFC 8785 text that was hashed after `prev`.
 */
export async function* exportAudit(
  { database }: Pick<Application, 'database'>,
  after: number,
): AsyncGenerator<string, void, void> {
  let last = after;
  for (;;) {
    const rows = await readAudit(database, last, BATCH);
    if (rows.length > 0) yield rows.map(({ entry, hash }) => `${entry.slice(0, -1)},"hash":"${hash}"}\n`).join('');
    last = rows.at(-1)?.seq ?? last;
    if (rows.length < BATCH) return;
  }
}
