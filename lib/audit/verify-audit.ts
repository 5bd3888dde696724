import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { CHAIN_START, type AuditAnchor } from '@/lib/domain/audit';
import { sql } from '@/lib/domain/sql';
import type { Database } from '@/lib/store/database';
import { findUnmatched } from '@/lib/store/audit/find-unmatched';
import { readAudit, readAuditHead, type AuditRow, type Reader } from '@/lib/store/audit/read-audit';

/** What verifying the log found. `seq` is the first entry at fault. */
export type AuditFinding =
  | { state: 'whole'; head: AuditAnchor }
  | { state: 'broken'; seq: number; why: string }
  | { state: 'shortened'; seq: number; anchor: AuditAnchor }
  | { state: 'unmatched'; why: string };

/**
 * Checks the whole log on one snapshot: every entry against the one before, the chain against the anchors that were
 * taken of it, and executions against decisions. Read the anchors before, so that none is newer than the snapshot.
 */
export async function verifyAudit(database: Database, anchors: readonly AuditAnchor[]): Promise<AuditFinding> {
  return database.transaction(async (transaction) => {
    await transaction.query(sql`set transaction isolation level repeatable read, read only`);
    const chain = await walkChain(transaction, anchors);
    if (chain.state === 'broken') return chain;
    const beyond = anchors.find((anchor) => anchor.seq > chain.seq);
    if (beyond) return { state: 'shortened', seq: chain.seq, anchor: beyond };
    const head = await readAuditHead(transaction);
    if (head.seq !== chain.seq || head.hash !== chain.hash) {
      return { state: 'broken', seq: chain.seq + 1, why: `the log says it ends with entry ${head.seq}` };
    }
    const why = await findUnmatched(transaction);
    return why === null ? { state: 'whole', head } : { state: 'unmatched', why };
  });
}

interface End {
  state: 'walked';
  seq: number;
  hash: string;
}
type Broken = Extract<AuditFinding, { state: 'broken' }>;

const BATCH = 1000;

async function walkChain(reader: Reader, anchors: readonly AuditAnchor[]): Promise<End | Broken> {
  let last: End = { state: 'walked', seq: 0, hash: CHAIN_START };
  for (;;) {
    const rows = await readAudit(reader, last.seq, BATCH);
    for (const row of rows) {
      const seq = last.seq + 1;
      const why = faultOf(row, last) ?? faultByAnchor(row, anchors);
      if (why !== null) return { state: 'broken', seq, why };
      last = { state: 'walked', seq, hash: row.hash };
    }
    if (rows.length < BATCH) return last;
  }
}

/** What the columns beside the text repeat of it. */
const repeated = z.looseObject({
  seq: z.number(),
  ts: z.string(),
  prev: z.string(),
  action: z.string(),
  subject: z.record(z.string(), z.string()),
});

function faultOf(row: AuditRow, last: End): string | null {
  if (row.seq !== last.seq + 1) return `it is missing; the next is ${row.seq}`;
  if (row.prev !== last.hash) return 'it does not follow from the entry before';
  const hash = createHash('sha256').update(last.hash).update(row.entry).digest('hex');
  if (hash !== row.hash) return 'its text is not what was hashed';
  const { seq, ts, prev, action, subject } = repeated.parse(JSON.parse(row.entry));
  const text = canonicalize({ seq, ts, prev, action, subject });
  const columns = { seq: row.seq, ts: row.at.toISOString(), prev: row.prev, action: row.action, subject: row.subject };
  return text === canonicalize(columns) ? null : 'a column is not what its text says';
}

function faultByAnchor(row: AuditRow, anchors: readonly AuditAnchor[]): string | null {
  const differing = anchors.find((anchor) => anchor.seq === row.seq && anchor.hash !== row.hash);
  return differing ? `it is not the one the anchor of ${differing.at} was taken of; the chain was rewritten` : null;
}
