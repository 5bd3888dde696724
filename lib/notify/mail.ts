import { createTransport } from 'nodemailer';
import { readConfig } from '@/lib/config';
import { withoutSecrets } from '@/lib/domain/redact';
import type { Transaction } from '@/lib/domain/sql';
import { openMailCatcher } from './mail-catcher';

/** A plain-text message to one address. `messageId` names it for good, so that a person can look it up. */
export interface Mail {
  to: string;
  subject: string;
  body: string;
  messageId: string;
}

/** The server said no, or could not be reached, before it took the message: nothing was sent. */
export class MailRefused extends Error {
  override name = 'MailRefused';
}

const MAIL_DOMAIN = 'countersign.local';
const CONNECT_TIMEOUT_MS = 10_000;
const SILENCE_TIMEOUT_MS = 30_000;

/**
 * Sends one mail through the server of SMTP_URL; without one, through a real SMTP server of our own whose catch is
 * stored with `transaction`. Throws MailRefused when it certainly was not sent; any other error leaves that open.
 */
export async function sendMail(mail: Mail, transaction: Transaction): Promise<{ messageId: string }> {
  const { smtpUrl } = readConfig(process.env);
  if (smtpUrl !== undefined) return deliver(mail, smtpUrl);
  const catcher = await openMailCatcher(transaction);
  try {
    return await deliver(mail, catcher.url);
  } finally {
    await catcher.close();
  }
}

async function deliver({ to, subject, body, messageId }: Mail, url: string): Promise<{ messageId: string }> {
  const transport = createTransport({
    url,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
  });
  try {
    const sent = await transport.sendMail({
      from: senderOf(url),
      // An object is taken as one address, whatever it contains.
      to: { name: '', address: to },
      subject,
      text: body,
      messageId: `<${messageId}@${MAIL_DOMAIN}>`,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    return { messageId: sent.messageId };
  } catch (error) {
    const what = withoutSecrets((error as Error).message, loginOf(url));
    if (certainlyNotSent(error)) throw new MailRefused(`the mail server did not take it: ${what}`);
    throw new Error(`Nobody knows whether the mail server took it: ${what}`);
  } finally {
    transport.close();
  }
}

/** The password in the forms in which a mail server might repeat it. */
function loginOf(url: string): string[] {
  const given = new URL(url);
  const [user, password] = [decodeURIComponent(given.username), decodeURIComponent(given.password)];
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  return password === '' ? [] : [password, given.password, base64(`\0${user}\0${password}`), base64(password)];
}

/** Providers that want a login by address mostly want it as the sender, too. */
function senderOf(url: string): string {
  const user = decodeURIComponent(new URL(url).username);
  return user.includes('@') ? user : `support@${MAIL_DOMAIN}`;
}

/** What goes wrong before the message itself is on its way: no server, no encryption, no login, no envelope. */
const EARLY_FAILURES = ['EDNS', 'ETLS', 'EAUTH', 'EENVELOPE'];
const EARLY_TIMEOUTS = ['CONNECT_TIMEOUT', 'GREETING_TIMEOUT', 'UPGRADE_TIMEOUT'];

interface SmtpFailure {
  responseCode?: number;
  code?: string;
  syscall?: string;
  timeoutType?: string;
}

/**
 * True when the server answered with a refusal, or the conversation ended before the message went out. A connection
 * that breaks otherwise may have broken before or after the server took the message.
 */
function certainlyNotSent(error: unknown): boolean {
  const { responseCode = 0, code = '', syscall, timeoutType = '' } = error as SmtpFailure;
  return (
    responseCode >= 400 ||
    EARLY_FAILURES.includes(code) ||
    EARLY_TIMEOUTS.includes(timeoutType) ||
    syscall === 'connect'
  );
}
