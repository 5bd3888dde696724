import { z } from 'zod';
import type { CaughtMail, ListMailInput, MailPage } from '@/lib/api/contract/mail';
import { sql } from '@/lib/domain/sql';
import type { Application } from '../application';
import { exactTime, keyId, keyTime, readCursor, toPage } from '../keyset';
import { notFound } from '../not-found';

const key = z.tuple([keyTime, keyId]);

type Row = Omit<CaughtMail, 'receivedAt'> & { receivedAt: Date; exactReceivedAt: string };

/** Mail the demo caught instead of sending it, newest first. Throws `not_found` outside the demo. */
export async function listMail({ config, database }: Application, input: ListMailInput): Promise<MailPage> {
  if (!config.demo) throw notFound('mail catcher');
  const after = readCursor(key, input.cursor);
  const rows = await database.query<Row>(sql`
    select id, sender, recipients, subject, text, received_at, ${exactTime('received_at')} as exact_received_at
    from caught_mail
    where ${after === null} or (received_at, id) < (${after?.[0] ?? null}::timestamptz, ${after?.[1] ?? null})
    order by received_at desc, id desc
    limit ${input.limit + 1}`);
  return toPage(
    rows,
    input.limit,
    (row) => [row.exactReceivedAt, row.id],
    ({ id, sender, recipients, subject, text, receivedAt }) => {
      return { id, sender, recipients, subject, text, receivedAt: receivedAt.toISOString() };
    },
  );
}
