import { z } from 'zod';

const intentName = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'must be small letters, digits and _');

/**
 * A kind of request an agent gets, and who answers it: the agent itself, its rules mode (which must understand the
 * request, too, and only reads), or a sentence that is always the same.
 */
export const intent = z
  .strictObject({
    name: intentName.refine((name) => name !== 'other', 'is what everything else is called'),
    /** Tells the classifier what belongs to it. */
    description: z.string().trim().min(1).max(500),
    path: z.enum(['agent', 'rules', 'template']),
    template: z.string().trim().min(1).max(4000).optional(),
  })
  .refine(({ path, template }) => (path === 'template') === (template !== undefined), {
    path: ['template'],
    message: 'An intent has a template when that is its path, and only then.',
  });
export type Intent = z.infer<typeof intent>;

/** What an agent says of the requests it is for. */
export interface FrontDoor {
  /** Follows "I can": what the agent does, for whoever asks for something else. */
  scope: string;
  intents: Intent[];
  /** Examples of what is none of its business, for the classifier. */
  outOfScope: string[];
}

export const LONGEST_MESSAGE = 20_000;

/** The front door's settings; what is null is the agent's own. */
export const frontDoorSettings = z.strictObject({
  enabled: z.boolean().default(true),
  /** Below it the user is asked what they mean. */
  threshold: z.number().min(0).max(1).default(0.85),
  /** The longest message that is taken in. */
  maxCharacters: z.int().min(1).max(LONGEST_MESSAGE).default(LONGEST_MESSAGE),
  scope: z.string().trim().min(1).max(1000).nullable().default(null),
  intents: z.array(intent).max(50).nullable().default(null),
});
export type FrontDoorSettings = z.infer<typeof frontDoorSettings>;

/** The intents and scope in force for an agent; null when its messages are not classified. */
export function frontDoorOf(own: FrontDoor | undefined, settings: FrontDoorSettings): FrontDoor | null {
  const { enabled, scope, intents } = settings;
  if (!enabled || (!own && intents === null)) return null;
  return {
    scope: scope ?? own?.scope ?? 'help with what this service is for',
    intents: intents ?? own?.intents ?? [],
    outOfScope: own?.outOfScope ?? [],
  };
}

/**
 * Where the front door sent a run: to the `agent`, to its `rules`, to a `template`'s answer; `clarify` asks the user one
 * question, `unclear` hands over what stayed unclear after it, `hand_over` and `decline` say that the agent does not do
 * this, the first with an inbox item and the second where the conversation has one already.
 */
const understoodPath = z.enum(['agent', 'rules', 'template', 'clarify', 'unclear', 'hand_over', 'decline']);

/** What the front door made of a message; stored with the run before anything follows from it. */
export const understanding = z.object({
  /** Null when nobody classified it: no answer came, or none that could be read. */
  intent: z.string().nullable(),
  /** The classifier's, 0 to 1; null with the intent. */
  confidence: z.number().nullable(),
  path: understoodPath,
  /** What the user is told, on the paths where nobody else answers. */
  reply: z.string().optional(),
  modelCallId: z.string().nullable(),
});
export type Understanding = z.infer<typeof understanding>;
