import { appendAnchor } from '@/lib/audit/anchors';
import { readAuditHead } from '@/lib/store/audit/read-audit';
import { flushCommits } from '@/lib/store/database';
import type { Application } from '../application';
import { log } from '../log';

const EVERY_MS = 5 * 60_000;

/**
 * Writes down outside the database, now and then and at the end, where the audit chain stands: whoever cuts or rewrites
 * the chain can't take that back. Returns what ends it.
 */
export function anchorAudit({ config, database }: Application): () => Promise<void> {
  let anchored = 0;
  const anchor = async () => {
    try {
      const head = await readAuditHead(database);
      if (head.seq === anchored) return;
      // What can be seen may not be on disk yet; an anchor ahead of a crashed database would accuse it of a cut.
      await flushCommits(database);
      await appendAnchor(config.dataDir, head);
      anchored = head.seq;
    } catch (error) {
      log.error({ err: error }, 'The audit log was not anchored; it is tried again');
    }
  };
  const timer = setInterval(() => void anchor(), EVERY_MS);
  timer.unref();
  void anchor();
  return async () => {
    clearInterval(timer);
    await anchor();
  };
}
