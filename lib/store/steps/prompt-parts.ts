import { createHash } from 'node:crypto';
import type { ModelMessage, ModelRequest } from '@/lib/domain/model';
import { sql, type SqlStatement } from '@/lib/domain/sql';

/** The texts of a request in order (system, tools, each message, then the state as one more), each with its hash. */
export interface PromptParts {
  hashes: string[];
  texts: string[];
}

/** What a request's prompt is stored as. */
export function promptParts({ system, tools, messages, state }: ModelRequest): PromptParts {
  const told: ModelMessage[] = state === undefined ? [] : [{ role: 'user', content: [{ type: 'text', text: state }] }];
  const texts = [system, JSON.stringify(tools), ...[...messages, ...told].map((message) => JSON.stringify(message))];
  return { hashes: texts.map(hashOf), texts };
}

const HASH_BYTES = 20;

/**
 * The first 160 bits of its SHA-256. Every step lists the hashes of its whole prompt, so their length is most of what a
 * long run's steps take; nobody can make two texts of the same 160 bits either.
 */
function hashOf(text: string): string {
  return createHash('sha256').update(text).digest().subarray(0, HASH_BYTES).toString('base64url');
}

/** Stores the parts that no earlier call sent. Sorted, so that two workers storing the same parts lock them in one order. */
export function storeParts({ hashes, texts }: PromptParts): SqlStatement {
  return sql`
      insert into prompt_part (hash, text)
      select distinct hash, text from unnest(${hashes}::text[], ${texts}::text[]) as sent (hash, text) order by hash
      on conflict do nothing`;
}
