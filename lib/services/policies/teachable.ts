import type { JsonObject } from '@/lib/domain/json';
import { effectiveClass, type CurrentPolicy } from '@/lib/domain/policy';
import { sql, type Transaction } from '@/lib/domain/sql';
import { isWriteTool, type Tool } from '@/lib/domain/tool';
import type { Circumstances, Facts } from '@/lib/domain/facts';
import { factsOf } from '@/lib/gate/facts';
import { findDecidingRule } from '@/lib/gate/verdict';
import { notFound } from '../not-found';

/** A proposal as a rule can be taught from it. */
export interface Lesson {
  id: string;
  tool: string;
  agent: string;
  status: string;
  args: string;
  reversibility: string;
  target: JsonObject;
  circumstances: Circumstances | null;
}

/** Reads what a rule is taught from. Throws not_found. */
export async function readLesson({ query }: Pick<Transaction, 'query'>, proposalId: string): Promise<Lesson> {
  const [lesson] = await query<Lesson>(sql`
    select id, tool, agent, status, args, reversibility, preview -> 'before' as target, circumstances
    from proposal where id = ${proposalId}`);
  if (!lesson) throw notFound('proposal');
  return lesson;
}

/** The facts of the call as a person saw it. */
export function factsOfLesson({ args, target, circumstances, agent, tool, reversibility }: Lesson): Facts {
  const kept = circumstances ?? { agent: { name: agent }, requester: {}, run: {}, tool: { name: tool, reversibility } };
  return factsOf(kept, JSON.parse(args) as JsonObject, target);
}

/** Where a rule has to stand to decide this call, and why it may not be taught at all, if it may not. */
export function placeOf(lesson: Lesson, tool: Tool, policy: CurrentPolicy): { index: number; refusal: string | null } {
  const { index, verdict } = findDecidingRule({ policy: policy.body, at: policy.readAt, facts: factsOfLesson(lesson) });
  const place = index ?? policy.body.rules.length;
  return { index: place, refusal: refusalOf(lesson, tool, policy, verdict.verdict) };
}

function refusalOf(lesson: Lesson, tool: Tool, { body }: CurrentPolicy, verdict: string): string | null {
  const classes = [lesson.reversibility, effectiveClass(tool.reversibility, body)];
  if (!isWriteTool(tool) || classes.includes('irreversible')) return 'What cannot be undone is never allowed for good.';
  if (isTainted(lesson))
    return 'Values of this call came from text that nobody vouches for, so it is never allowed for good.';
  if (lesson.status === 'rejected') return 'People said no to this call, so it is nothing to allow for good.';
  if (verdict === 'deny') return 'The rules refuse this call now. Change them first.';
  return verdict === 'auto' ? 'The rules let this call run by itself already.' : null;
}

function isTainted({ circumstances }: Lesson): boolean {
  const run = circumstances?.run;
  return typeof run === 'object' && run !== null && !Array.isArray(run) && run.tainted === true;
}
