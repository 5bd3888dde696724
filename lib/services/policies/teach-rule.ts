import { uuidv7 } from 'uuidv7';
import type { PolicyView } from '@/lib/api/contract/policy';
import type { TeachRuleInput } from '@/lib/api/contract/taught-rule';
import { CountersignError } from '@/lib/domain/errors';
import { clausesOf } from '@/lib/domain/clauses';
import type { Rule } from '@/lib/domain/policy';
import { conditionsOn } from '@/lib/gate/conditions';
import { checkRules } from '@/lib/gate/verdict';
import type { Actor, Application } from '../application';
import { findPolicyTool } from './find-tool';
import { saveNextVersion } from './save-next-version';
import { refuseFaults } from './save-policy';
import { factsOfLesson, placeOf, readLesson, type Lesson } from './teachable';

const MILLISECONDS_PER_DAY = 86_400_000;

/**
 * Lets calls like this proposal run by themselves for some days: a rule right before the one that asked, saved as the
 * policy's next version under the admin's name. Throws not_found, stale_version, forbidden for everyone but admins,
 * conflict for what can't be undone, is tainted, was rejected or does not ask, and invalid_fields for a condition that does
 * not hold for the call itself or looks at none of its arguments.
 */
export async function teachRule(
  app: Application,
  actor: Actor,
  proposalId: string,
  ifMatch: number,
  { when, days, reason }: TeachRuleInput,
): Promise<PolicyView> {
  const lesson = await readLesson(app.database.autocommit, proposalId);
  const tool = await findPolicyTool(app, lesson.tool);
  const id = uuidv7();
  return saveNextVersion(app, actor, tool, {
    ifMatch,
    reason,
    audit: { action: 'rule.taught', subject: { proposalId, ruleId: id } },
    make: (_transaction, current) => {
      const { index, refusal } = placeOf(lesson, tool, current);
      if (refusal !== null) throw new CountersignError('conflict', `${refusal} Nothing was saved.`);
      refuseFaults(
        checkRules([{ when, verdict: 'auto' }], tool.input).map((fault) => ({ ...fault, pointer: '/when' })),
      );
      requireHold(lesson, when);
      const expiresAt = new Date(current.readAt.getTime() + days * MILLISECONDS_PER_DAY).toISOString();
      const taughtAt = current.readAt.toISOString();
      const rule: Rule = {
        when,
        verdict: 'auto',
        taught: { id, ownerId: actor.userId, proposalId, taughtAt, expiresAt },
      };
      return Promise.resolve({ ...current.body, rules: current.body.rules.toSpliced(index, 0, rule) });
    },
  });
}

/** A rule that is taught is about this call: it holds for it, and not for whatever the tool is called with. */
function requireHold(lesson: Lesson, when: string): void {
  const fault = (message: string) => refuseFaults([{ pointer: '/when', message }]);
  if (!clausesOf(when)?.some(({ path }) => path[0] === 'args')) {
    return fault('Keep at least one comparison of an argument, joined by &&.');
  }
  if (!holdsFor(lesson, when)) fault('This does not hold for the call it is taught from.');
}

function holdsFor(lesson: Lesson, when: string): boolean {
  try {
    return conditionsOn(factsOfLesson(lesson))(when);
  } catch {
    return false;
  }
}
