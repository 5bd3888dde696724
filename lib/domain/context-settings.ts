import { z } from 'zod';

export const contextSection = z.enum(['instructions', 'tools', 'history', 'results', 'state']);
export type ContextSection = z.infer<typeof contextSection>;

/**
 * What an agent's model may be sent, in tokens counted high on bytes. `history` is what was said before and around this
 * run, `results` what this run's tools answered, `state` what is restated at the end of every call. Past their budgets
 * old results and earlier runs are shortened and `state` is cut; instructions and tools over theirs are only reported.
 */
export const contextSettings = z.strictObject({
  /** What the model can take in at all. */
  windowTokens: z.int().min(4000).max(5_000_000).default(200_000),
  /** Whether results over their budget are replaced by summaries, with a tool to read them again. */
  summarise: z.boolean().default(true),
  /** Results that are never shortened while the window has room: the latest ones. */
  keepLastResults: z.int().min(1).max(200).default(4),
  budgets: z
    .strictObject({
      instructions: z.int().min(100).max(1_000_000).default(20_000),
      tools: z.int().min(100).max(1_000_000).default(40_000),
      history: z.int().min(100).max(1_000_000).default(24_000),
      results: z.int().min(100).max(1_000_000).default(16_000),
      state: z.int().min(100).max(10_000).default(600),
    })
    .prefault({}),
});
export type ContextSettings = z.infer<typeof contextSettings>;

/** What a step's prompt was made of, and what was left out of it. Stored with the step. */
export const stepContext = z.object({
  windowTokens: z.int(),
  tokens: z.record(contextSection, z.int()),
  /** Of the window, 0 to 1. */
  share: z.number(),
  /** The prompt filled more of the window than people should let it. */
  alert: z.boolean(),
  overBudget: z.array(contextSection),
  /** Results of this run that stand as a summary. */
  trimmed: z.array(z.object({ step: z.int(), call: z.int() })),
  /** Earlier runs of the conversation that stand as a few lines. */
  condensed: z.array(z.string()),
  /** Earlier runs that were still open when this one first asked the model, and what it was told of them. */
  told: z.record(z.string(), z.string()),
});
export type StepContext = z.infer<typeof stepContext>;
