import type { z } from 'zod';

interface Sent {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Calls the API of a running application with one person's token, as any program would. */
export class ApiClient {
  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  /** An answer of the 200 class, checked against its contract. Throws what the problem document says. */
  async ask<Schema extends z.ZodType>(path: string, schema: Schema, sent: Sent = {}): Promise<z.infer<Schema>> {
    const response = await this.send(path, sent);
    const text = await response.text();
    if (!response.ok) throw new Error(`${sent.method ?? 'GET'} ${path}: ${response.status} ${text}`);
    return schema.parse(JSON.parse(text));
  }

  send(path: string, { method = 'GET', body, headers = {} }: Sent): Promise<Response> {
    return fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }
}
