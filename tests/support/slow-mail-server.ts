import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface SlowMailServer {
  url: string;
  /** Recipients of the mails that came in whole, in order. */
  received: string[];
  /** Takes the mails of this recipient, which until then wait for an answer. */
  accept(recipient: string): void;
  close(): Promise<void>;
}

/** A mail server that receives mails and answers when it is told to. */
export async function startSlowMailServer(): Promise<SlowMailServer> {
  const received: string[] = [];
  const waiting = new Map<string, () => void>();
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onData(stream, session, answer) {
      const recipient = session.envelope.rcptTo[0]?.address ?? '';
      void text(stream).then(() => {
        waiting.set(recipient, () => answer());
        received.push(recipient);
      });
    },
  });
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  return {
    url: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    received,
    accept: (recipient) => waiting.get(recipient)?.(),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
