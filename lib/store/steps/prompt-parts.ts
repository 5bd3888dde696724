import { createHash } from 'node:crypto';
import type { ModelMessage, ModelRequest } from '@/lib/domain/model';
import { sql, type SqlStatement } from '@/lib/domain/sql';

/** The texts of a request in order (system, tools, each message, then the state as one more), each with its SHA-256. */
export interface PromptParts {
  hashes: string[];
  texts: string[];
}

/** What a request's prompt is stored as. */
export function promptParts({ system, tools, messages, state }: ModelRequest): PromptParts {
  const told: ModelMessage[] = state === undefined ? [] : [{ role: 'user', content: [{ type: 'text', text: state }] }];
  const texts = [system, JSON.stringify(tools), ...[...messages, ...told].map((message) => JSON.stringify(message))];
  return { hashes: texts.map((text) => createHash('sha256').update(text).digest('hex')), texts };
}

/** Stores the parts that no earlier call sent. Sorted, so that two workers storing the same parts lock them in one order. */
export function storeParts({ hashes, texts }: PromptParts): SqlStatement {
  return sql`
      insert into prompt_part (hash, text)
      select distinct hash, text from unnest(${hashes}::text[], ${texts}::text[]) as sent (hash, text) order by hash
      on conflict do nothing`;
}
