import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { uuidv7 } from 'uuidv7';
import { sql, type Transaction } from '@/lib/domain/sql';

export interface MailCatcher {
  url: string;
  close(): Promise<void>;
}

/** Takes the place of a mail server in the demo: speaks SMTP on a loopback port and stores what it is given. */
export async function openMailCatcher(transaction: Transaction): Promise<MailCatcher> {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onData(stream, session, answer) {
      storeMail(stream, session, transaction).then(() => answer(), answer);
    },
  });
  // A client that goes away in mid-sentence is its own affair; without a listener it would end the process.
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  return {
    url: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function storeMail(stream: SMTPServerDataStream, session: SMTPServerSession, transaction: Transaction) {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const mail = await PostalMime.parse(Buffer.concat(chunks));
  const { mailFrom, rcptTo } = session.envelope;
  const sender = mailFrom ? mailFrom.address : '';
  const recipients = rcptTo.map(({ address }) => address);
  await transaction.query(sql`insert into caught_mail (id, sender, recipients, subject, text)
    values (${uuidv7()}, ${sender}, ${recipients}, ${mail.subject ?? ''}, ${mail.text ?? ''})`);
}
