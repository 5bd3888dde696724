import { z } from 'zod';
import { jsonObject } from '@/lib/domain/json';
import { classOverride, friction, policyBody } from '@/lib/domain/policy';
import { delivery, reversibilityClass } from '@/lib/domain/reversibility';
import { pageOf, pageQuery } from './page';
import { time } from './time';
import { person } from './user';

/** A tool and how it is gated; reads have no policy, so theirs is version 0. */
export const toolView = z.object({
  name: z.string(),
  description: z.string(),
  agents: z.array(z.string()),
  reversibility: reversibilityClass,
  delivery: delivery.nullable(),
  argsSchema: jsonObject,
  policyVersion: z.int(),
  enabled: z.boolean(),
});
export type ToolView = z.infer<typeof toolView>;

export const listToolsQuery = z.strictObject(pageQuery);
export type ListToolsInput = z.infer<typeof listToolsQuery>;
export const toolPage = pageOf(toolView);
export type ToolPage = z.infer<typeof toolPage>;

/**
 * A tool's policy in force. Version 0 is the default nobody has changed; author, reason and time come with a save.
 * `reversibility` is the class its calls are treated as, `declaredReversibility` the one its code declares.
 */
export const policyView = policyBody.extend({
  tool: z.string(),
  version: z.int(),
  reversibility: reversibilityClass,
  declaredReversibility: reversibilityClass,
  delivery: delivery.nullable(),
  author: person.optional(),
  reason: z.string().optional(),
  createdAt: time.optional(),
});
export type PolicyView = z.infer<typeof policyView>;

const readOnly = z.unknown().optional();

/**
 * `PUT /tools/:name/policy`, with `If-Match: <version>` and a reason. Takes the policy as GET gave it: what is left out
 * stays as it is (but for a rate limit and an escalation, which go), null takes an override or a friction away, and members
 * nobody sets are ignored.
 */
export const savePolicyBody = z.strictObject({
  ...policyBody.partial().shape,
  classOverride: classOverride.nullable().optional(),
  friction: friction.nullable().optional(),
  reason: z.string().trim().min(1).max(1000),
  tool: readOnly,
  version: readOnly,
  reversibility: readOnly,
  declaredReversibility: readOnly,
  delivery: readOnly,
  author: readOnly,
  createdAt: readOnly,
});
export type SavePolicyInput = z.infer<typeof savePolicyBody>;
