import { setTimeout as wait } from 'node:timers/promises';
import type { z } from 'zod';
import { ApiClient } from '../api-client';

/** A repeat of a request whose process was killed waits until its key counts as abandoned, and may be killed as well. */
const PATIENCE_MS = 300_000;

interface Sent {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** One person at whichever web process answers: a request that gets no answer is sent again, to the other one. */
export class PatientClient {
  private readonly clients: ApiClient[];
  private next = 0;

  constructor(urls: readonly string[], token: string) {
    this.clients = urls.map((url) => new ApiClient(url, token));
    this.next = Math.floor(Math.random() * urls.length);
  }

  /** The answer, whatever its status but 503. */
  async send(path: string, sent: Sent = {}): Promise<{ status: number; body: unknown; text: string }> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const client = this.clients[this.next++ % this.clients.length];
      try {
        const response = await client?.send(path, sent);
        const text = (await response?.text()) ?? '';
        if (response && response.status !== 503) {
          const isJson = response.headers.get('content-type')?.includes('json') && !path.startsWith('/audit');
          return { status: response.status, text, body: isJson ? (JSON.parse(text) as unknown) : undefined };
        }
      } catch (error) {
        if (Date.now() > deadline) throw new Error(`${path}: nobody answered.`, { cause: error });
      }
      await wait(50);
    }
  }

  /** A 200 or 202, checked against its contract. */
  async ask<Schema extends z.ZodType>(path: string, schema: Schema, sent: Sent = {}): Promise<z.infer<Schema>> {
    const { status, body, text } = await this.send(path, sent);
    if (status !== 200 && status !== 202) throw new Error(`${sent.method ?? 'GET'} ${path}: ${status} ${text}`);
    return schema.parse(body);
  }
}
