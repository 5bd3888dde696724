import { createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { SMTPServer, type SMTPServerAuthentication } from 'smtp-server';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { sql } from '@/lib/domain/sql';
import { MailRefused, sendMail } from '@/lib/notify/mail';
import { ToolError } from '@/lib/domain/tool';
import type { Database } from '@/lib/store/database';
import { contextFor, openTestStore, retailTool, rolledBack } from '../support/retail-store';

const database: Database = await openTestStore();
const mail = {
  to: 'ana@example.com',
  subject: 'Ihre Bestellung – №1',
  body: 'Grüße\n.\nfrom the store',
  messageId: 'key-1',
};
const servers: (SMTPServer | Server)[] = [];

afterEach(() => {
  vi.unstubAllEnvs();
  for (const server of servers.splice(0)) server.close();
});

const send = () => rolledBack(database, (transaction) => sendMail(mail, transaction));

/** Makes SMTP_URL lead to a server of ours that answers as `onData` says. */
async function useMailServer(options: ConstructorParameters<typeof SMTPServer>[0], userInfo = ''): Promise<void> {
  const server = new SMTPServer({ disabledCommands: ['STARTTLS'], authOptional: true, ...options });
  server.on('error', () => undefined);
  servers.push(server);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  vi.stubEnv('SMTP_URL', `smtp://${userInfo}127.0.0.1:${portOf(listening)}`);
}

function portOf(server: { address(): unknown }): number {
  return (server.address() as { port: number }).port;
}

describe('without SMTP_URL', () => {
  it('catches the mail as a mail server would take it', async () => {
    const [caught] = await rolledBack(database, async (transaction) => {
      expect(await sendMail(mail, transaction)).toEqual({ messageId: '<key-1@countersign.local>' });
      return transaction.query(sql`select sender, recipients, subject, text from caught_mail`);
    });
    expect(caught).toEqual({
      sender: 'support@countersign.local',
      recipients: ['ana@example.com'],
      subject: mail.subject,
      text: `${mail.body}\n`,
    });
  });

  it('is what send_email uses', async () => {
    const tool = retailTool('send_email');
    const args = { to: 'ana@example.com', subject: 'Hello', body: 'There' };
    await rolledBack(database, async (transaction) => {
      expect(await tool.check(args, contextFor(transaction))).toBeNull();
      expect(await tool.execute(args, contextFor(transaction))).toEqual({
        message_id: '<key@countersign.local>',
        to: 'ana@example.com',
      });
      const caught = await transaction.query(sql`select subject from caught_mail`);
      expect(caught).toEqual([{ subject: 'Hello' }]);
    });
  });
});

describe('with SMTP_URL', () => {
  it('sends through that server, from the address it signs in with', async () => {
    const received: string[] = [];
    const onData = (stream: NodeJS.ReadableStream, session: { envelope: unknown }, done: () => void) => {
      stream.on('data', (chunk: Buffer) => received.push(chunk.toString()));
      stream.on('end', done);
      received.push(JSON.stringify(session.envelope));
    };
    const onAuth = (_auth: unknown, _session: unknown, done: (error: null, answer: { user: string }) => void) => {
      done(null, { user: 'shop' });
    };
    await useMailServer({ onData, onAuth, allowInsecureAuth: true }, 'shop%40example.org:secret@');
    expect(await send()).toEqual({ messageId: '<key-1@countersign.local>' });
    expect(received.join('')).toContain('"address":"shop@example.org"');
    expect(received.join('')).toContain('Message-ID: <key-1@countersign.local>');
  });

  it.each([
    ['the recipient', { onRcptTo: refuse(550, 'No such mailbox') }, /No such mailbox/],
    ['the sender', { onMailFrom: refuse(451, 'Try later') }, /Try later/],
    ['the message', { onData: refuseMessage }, /Message refused/],
  ])('knows that nothing was sent when the server refuses %s', async (_what, options, reason) => {
    await useMailServer(options);
    const failure = await send().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MailRefused);
    expect((failure as Error).message).toMatch(reason);
  });

  it.each(['p%40ss-word', 'plain-password'])(
    'does not repeat a password that the server quotes (%s)',
    async (password) => {
      const quoting = (said: SMTPServerAuthentication, _session: unknown, done: (error: Error) => void) => {
        const login = Buffer.from(`\0${said.username}\0${said.password}`).toString('base64');
        done(new Error(`no ${said.username} with ${said.password}, that is ${login}`));
      };
      await useMailServer({ onAuth: quoting, allowInsecureAuth: true }, `shop:${password}@`);
      const failure = await send().catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(MailRefused);
      expect((failure as Error).message).toMatch(/no shop with \[secret\], that is \[secret\]$/);
    },
  );

  it('knows that nothing was sent when nobody answers', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    vi.stubEnv('SMTP_URL', `smtp://127.0.0.1:${portOf(server)}`);
    server.close();
    await once(server, 'close');
    await expect(send()).rejects.toBeInstanceOf(MailRefused);
    const args = { to: 'ana@example.com', subject: 'Hello', body: 'There' };
    const viaTool = rolledBack(database, (transaction) =>
      retailTool('send_email').execute(args, contextFor(transaction)),
    );
    await expect(viaTool).rejects.toBeInstanceOf(ToolError);
  });

  it('does not claim to know when the line breaks after the message went out', async () => {
    const server = createServer((socket) => talkUntilMessage(socket)).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    vi.stubEnv('SMTP_URL', `smtp://127.0.0.1:${portOf(server)}`);
    const failure = await send().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toBeInstanceOf(MailRefused);
  });
});

function refuse(responseCode: number, text: string) {
  return (_address: unknown, _session: unknown, done: (error: Error) => void) =>
    done(Object.assign(new Error(text), { responseCode }));
}

function refuseMessage(stream: NodeJS.ReadableStream, _session: unknown, done: (error: Error) => void) {
  stream.resume();
  stream.on('end', () => done(Object.assign(new Error('Message refused'), { responseCode: 552 })));
}

/** A mail server that hangs up once it has the whole message, before it says whether it took it. */
function talkUntilMessage(socket: Socket): void {
  let text = '';
  socket.on('error', () => undefined);
  socket.write('220 ready\r\n');
  socket.on('data', (chunk) => {
    text += chunk.toString();
    if (text.endsWith('\r\n.\r\n')) return socket.destroy();
    if (text.endsWith('DATA\r\n')) return void socket.write('354 go on\r\n');
    if (!text.includes('DATA\r\n')) socket.write('250 fine\r\n');
    return undefined;
  });
}
