import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

interface ReceivedMail {
  to: string[];
  from: string;
  subject: string;
  text: string;
  messageId: string;
  /** Whether it came over TLS, from a sender that had signed in. */
  secure: boolean;
  user: string | undefined;
}

export interface MailServer {
  /** For SMTP_URL: with the login, and insisting on STARTTLS. */
  url: string;
  received: ReceivedMail[];
  /** What it says to a mail that came in whole; null takes it. */
  verdict: () => Error | null | Promise<Error | null>;
  close(): Promise<void>;
}

const LOGIN = { user: 'desk@example.com', password: 'correct horse' };

/** A real SMTP server that takes mail over STARTTLS from who signs in, and keeps it. */
export async function startMailServer(): Promise<MailServer> {
  const server = new SMTPServer({
    disableReverseLookup: true,
    onAuth({ username, password }, _session, done) {
      const right = username === LOGIN.user && password === LOGIN.password;
      done(right ? null : new Error('Wrong login.'), right ? { user: LOGIN.user } : undefined);
    },
    onData(stream, session, done) {
      receive(stream, session).then(done, done);
    },
  });
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  const login = `${encodeURIComponent(LOGIN.user)}:${encodeURIComponent(LOGIN.password)}`;
  const mailServer: MailServer = {
    url: `smtp://${login}@127.0.0.1:${port}?requireTLS=true&tls.rejectUnauthorized=false`,
    received: [],
    verdict: () => null,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return mailServer;

  async function receive(stream: NodeJS.ReadableStream, { envelope, secure, user }: SMTPServerSession) {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    const { subject = '', text = '', messageId = '', from } = await PostalMime.parse(Buffer.concat(chunks));
    const refusal = await mailServer.verdict();
    if (refusal) return refusal;
    const to = envelope.rcptTo.map(({ address }) => address);
    mailServer.received.push({ to, from: from?.address ?? '', subject, text, messageId, secure, user });
    return null;
  }
}
