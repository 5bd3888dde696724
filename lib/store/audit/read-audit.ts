import type { AuditAnchor } from '@/lib/domain/audit';
import { sql, type SqlStatement } from '@/lib/domain/sql';

/** An entry as it is stored: `entry` is the hashed text, the other columns repeat or bind it. */
export interface AuditRow {
  seq: number;
  at: Date;
  action: string;
  subject: unknown;
  entry: string;
  prev: string;
  hash: string;
}

/** Whatever can run one statement: the database, or a transaction on it. */
export interface Reader {
  query<Row>(statement: SqlStatement): Promise<Row[]>;
}

/** The entries after this number, in order. */
export function readAudit(reader: Reader, after: number, limit: number): Promise<AuditRow[]> {
  return reader.query<AuditRow>(sql`
    select seq, at, action, subject, entry, prev, hash from audit_entry where seq > ${after} order by seq limit ${limit}`);
}

/** Where the chain stands now. */
export async function readAuditHead(reader: Reader): Promise<AuditAnchor> {
  const [head] = await reader.query<{ seq: number; hash: string; at: Date }>(
    sql`select seq, hash, clock_timestamp() as at from audit_head`,
  );
  if (!head) throw new Error('The row that holds the end of the audit chain is gone.');
  return { seq: head.seq, hash: head.hash, at: head.at.toISOString() };
}
