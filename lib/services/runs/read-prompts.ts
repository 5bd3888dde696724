import type { PromptPartView, RunPromptInput } from '@/lib/api/contract/run-trace';
import { sql } from '@/lib/domain/sql';
import type { Database } from '@/lib/store/database';
import type { Actor, Application } from '../application';
import { notFound } from '../not-found';
import { requireRole } from '../users/require-role';

const START = 160;

export interface StepParts {
  index: number;
  promptParts: string[];
  cacheWriteTokens: number;
  /** As it was asked for; null when that was not written down. */
  askedModel: string | null;
}

/** The hashes of each step's prompt, in order of the steps. */
export function readStepParts(database: Database, runId: string): Promise<StepParts[]> {
  return database.query<StepParts>(sql`
    select index, prompt_parts, cache_write_tokens, asked_model from step where run_id = ${runId} order by index`);
}

/** What each step's prompt was made of: sizes and beginnings, and how much of it the step before had sent, too. */
export async function describePrompts(database: Database, steps: readonly StepParts[]) {
  const hashes = [...new Set(steps.flatMap(({ promptParts }) => promptParts))];
  const parts = await database.query<{ hash: string; characters: number; start: string }>(sql`
    select hash, length(text) as characters, left(text, ${START}) as start
    from prompt_part where hash = any(${hashes}::text[])`);
  const known = new Map(parts.map((part) => [part.hash, part]));
  return steps.map(({ promptParts }, index) => ({
    shared: sharedLength(steps[index - 1]?.promptParts ?? [], promptParts),
    parts: promptParts.map((hash, place) => partView(place, known.get(hash))),
  }));
}

function partView(place: number, part: { characters: number; start: string } | undefined): PromptPartView {
  const start = part?.start ?? '';
  const kind =
    place === 0 ? 'system' : place === 1 ? 'tools' : start.startsWith('{"role":"assistant"') ? 'assistant' : 'user';
  return { kind, characters: part?.characters ?? 0, start };
}

function sharedLength(before: readonly string[], now: readonly string[]): number {
  const first = now.findIndex((hash, place) => hash !== before[place]);
  return first < 0 ? now.length : first;
}

/**
 * The texts of a step's prompt, or of a call's beside the turns, from one part on. Throws not_found, and forbidden for
 * everyone but reviewers.
 */
export async function getRunPrompt(
  { database }: Application,
  actor: Actor,
  runId: string,
  { step, modelCall, from }: RunPromptInput,
): Promise<string[]> {
  await requireRole(database.autocommit, actor, 'reviewer');
  const [row] = await database.query<{ promptParts: string[] }>(
    modelCall === undefined
      ? sql`select prompt_parts from step where run_id = ${runId} and index = ${step}`
      : sql`select prompt_parts from model_call where run_id = ${runId} and id = ${modelCall}`,
  );
  if (!row) throw notFound('prompt');
  const hashes = row.promptParts.slice(from);
  const texts = await readParts(database, hashes);
  return hashes.map((hash) => texts[hash] ?? '');
}

/** The texts of parts by their hash. */
export async function readParts(database: Database, hashes: readonly string[]): Promise<Record<string, string>> {
  const parts = await database.query<{ hash: string; text: string }>(sql`
    select hash, text from prompt_part where hash = any(${[...new Set(hashes)]}::text[])`);
  return Object.fromEntries(parts.map(({ hash, text }) => [hash, text]));
}
