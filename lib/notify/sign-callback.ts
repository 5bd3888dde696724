import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';

/**
 * The headers that let a receiver check a callback, as Standard Webhooks lays down: its id, the same for every attempt,
 * the moment of this attempt in seconds, and HMAC-SHA256 over `id.timestamp.body` with the secret's bytes.
 */
export function signCallback(secret: string, id: string, body: string, now: Date): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
