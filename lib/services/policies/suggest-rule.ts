import type { RuleSuggestion } from '@/lib/api/contract/taught-rule';
import type { JsonObject } from '@/lib/domain/json';
import { narrowCondition } from '@/lib/gate/narrow-condition';
import { readPolicy } from '@/lib/store/policies/read-policy';
import type { Application } from '../application';
import { findPolicyTool } from './find-tool';
import { placeOf, readLesson } from './teachable';

/** A narrow rule that would let calls like this one run by themselves, and why not, if not. Throws not_found. */
export async function suggestRule(app: Application, proposalId: string): Promise<RuleSuggestion> {
  const { autocommit } = app.database;
  const lesson = await readLesson(autocommit, proposalId);
  const tool = await findPolicyTool(app, lesson.tool);
  const policy = await readPolicy(autocommit, tool.name);
  const when = narrowCondition(lesson.agent, JSON.parse(lesson.args) as JsonObject, tool.input as JsonObject);
  const { index, refusal } = placeOf(lesson, tool, policy);
  const why =
    refusal ?? (when === null ? 'It has a list of objects, which no narrow rule bounds. Write one by hand.' : null);
  const rules = when === null ? policy.body.rules : policy.body.rules.toSpliced(index, 0, { when, verdict: 'auto' });
  const suggested = { tool: tool.name, policyVersion: policy.version, when: when ?? '', index, rules };
  return why === null ? suggested : { ...suggested, refusal: why };
}
