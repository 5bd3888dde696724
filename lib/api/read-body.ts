import { CountersignError } from '@/lib/domain/errors';

const MOST_BYTES = 256 * 1024;

/**
 * Reads a body of at most 256 KiB as text, counting while it streams, so that a larger one is never held. Throws
 * `payload_too_large`, or `bad_request` when it is not UTF-8.
 */
export async function readBody(request: Request): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > MOST_BYTES) throw tooLarge();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let bytes = 0;
  let text = '';
  for await (const chunk of chunksOf(request)) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) throw tooLarge();
    text += decode(decoder, chunk);
  }
  return text + decode(decoder);
}

async function* chunksOf(request: Request): AsyncGenerator<Uint8Array> {
  const reader = request.body?.getReader();
  if (!reader) return;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function decode(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch {
    throw new CountersignError('bad_request', 'The body is not UTF-8 text. Nothing was done.');
  }
}

function tooLarge(): CountersignError {
  return new CountersignError('payload_too_large', 'The body is larger than 256 KiB. Nothing was done; send less.');
}
