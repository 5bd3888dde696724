import { z } from 'zod';
import { escalateTo, verdict } from '@/lib/domain/policy';
import { reversibilityClass } from '@/lib/domain/reversibility';
import { role } from '@/lib/domain/role';

const decider = z.object({ id: z.string(), name: z.string(), email: z.string(), role, groups: z.array(z.string()) });

/**
 * What one rule of a tool leads to, and who may decide then, whoever asked excepted. `rule` is its number, null for what
 * holds when no rule matches. An approver in `unmatched` names nobody who may decide.
 */
const ruleDeciders = z.object({
  rule: z.int().nullable(),
  when: z.string().nullable(),
  verdict,
  approvals: z.int(),
  approvers: z.array(z.string()),
  deciderIds: z.array(z.string()),
  unmatched: z.array(z.string()),
});

const toolDeciders = z.object({
  tool: z.string(),
  reversibility: reversibilityClass,
  enabled: z.boolean(),
  rules: z.array(ruleDeciders),
  /** Who is asked too when nobody decided in time. */
  escalateTo: escalateTo.extend({ deciderIds: z.array(z.string()) }).optional(),
});
export type ToolDeciders = z.infer<typeof toolDeciders>;

/** Everybody who may decide anything, and by tool and rule what. */
export const decidersAnswer = z.object({ people: z.array(decider), tools: z.array(toolDeciders) });
export type DecidersAnswer = z.infer<typeof decidersAnswer>;
