import { connect } from 'node:net';
import { expect, test } from '@playwright/test';

const LIMIT = 256 * 1024;
/** What the two ends' buffers may hold beside what was read. */
const MOST_TAKEN = 16 * 1024 * 1024;

/** Sends a request as written, as much of its body as is taken; gives the answer and how many bytes that were. */
async function send(
  url: string,
  head: string[],
  part: Buffer,
  parts: number,
): Promise<{ answer: string; sent: number }> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.on('data', (chunk) => (answer += chunk.toString()));
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const write = (bytes: string | Buffer) => new Promise<void>((resolve) => socket.write(bytes, () => resolve()));
  const common = [`host: ${hostname}:${port}`, `origin: ${url}`, 'content-type: application/json', 'connection: close'];
  await write(`${['POST /api/setup HTTP/1.1', ...common, ...head].join('\r\n')}\r\n\r\n`);
  let sent = 0;
  for (let index = 0; index < parts && answer === '' && !socket.destroyed; index += 1) {
    await Promise.race([write(part), closed]);
    sent += part.length;
  }
  await closed;
  return { answer, sent };
}

const chunk = (size: number) => Buffer.from(`${size.toString(16)}\r\n${' '.repeat(size)}\r\n`);

test('a body past the limit is refused before it is held, announced, chunked or lied about', async ({ baseURL }) => {
  const url = baseURL ?? '';
  const announced = await send(url, [`content-length: ${LIMIT + 1}`], Buffer.alloc(0), 0);
  expect(announced.answer).toContain('413');
  const endless = await send(url, ['transfer-encoding: chunked'], chunk(64 * 1024), 2000);
  expect(endless.answer).toContain('413');
  expect(endless.answer).toContain('payload_too_large');
  expect(endless.sent).toBeLessThan(MOST_TAKEN);
  const whole = await send(url, [`content-length: ${LIMIT}`], Buffer.alloc(LIMIT, ' '), 1);
  expect(whole.answer).toContain('400');
  const both = await send(url, ['content-length: 5', 'transfer-encoding: chunked'], chunk(16), 1);
  expect(both.answer).toMatch(/^HTTP\/1\.1 400/);
  // The server is as well as before.
  expect((await fetch(`${url}/api/health`)).status).toBe(200);
});
