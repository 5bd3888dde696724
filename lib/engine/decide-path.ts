import type { FrontDoor, Understanding } from '@/lib/domain/front-door';

/** What the classifier says of a message, as its answer is checked. */
export interface Classification {
  intent: string;
  confidence: number;
  outOfScope: boolean;
  question?: string | null | undefined;
}

/** What the conversation already led to. */
interface Situation {
  /** The user was asked what they mean just before. */
  askedBefore: boolean;
  /** A person has been asked to take this conversation over and has not answered yet. */
  handedOver: boolean;
  /** Rules mode understands the request and only reads. */
  rulesCover(): boolean;
}

/** When nobody classified the message, the agent takes it, which is the more careful way. */
export const UNANSWERED: Understanding = { intent: null, confidence: null, path: 'agent', modelCallId: null };

/**
 * Where a message goes: what is unclear is asked back once and then handed over, what is out of scope is refused and
 * handed over, what is simple is answered by rules or a template, and everything else is the agent's.
 */
export function decidePath(
  door: FrontDoor,
  threshold: number,
  said: Classification,
  situation: Situation,
): Omit<Understanding, 'modelCallId'> {
  const { intent, confidence } = said;
  const found = { intent, confidence };
  if (confidence < threshold) {
    if (situation.askedBefore) return { ...found, path: 'unclear' };
    return { ...found, path: 'clarify', reply: plainQuestion(said.question) ?? ownQuestion(door) };
  }
  if (said.outOfScope) return { ...found, ...refusal(door, situation) };
  const { path, template } = door.intents.find(({ name }) => name === intent) ?? { path: 'agent' as const };
  if (path === 'template' && template !== undefined) return { ...found, path, reply: template };
  return { ...found, path: path === 'rules' && situation.rulesCover() ? 'rules' : 'agent' };
}

/** One item a conversation: whoever goes on asking for what is out of scope does not fill the inbox. */
function refusal({ scope }: FrontDoor, { handedOver }: Situation): Pick<Understanding, 'path' | 'reply'> {
  const refused = `I can't do that here. I can ${scope}.`;
  return handedOver
    ? { path: 'decline', reply: `${refused} A colleague already has this conversation and will answer you here.` }
    : { path: 'hand_over', reply: `${refused} I have asked a colleague to look at it; they will answer you here.` };
}

const LONGEST_QUESTION = 200;

/**
 * The classifier's question, if it is nothing but one: no digits and no links, so that it tells the user nothing that
 * would have to be checked.
 */
function plainQuestion(question: string | null | undefined): string | null {
  const text = question?.trim() ?? '';
  const isPlain =
    text.length <= LONGEST_QUESTION && /^[^\p{N}\n<>[\]@]+\?$/u.test(text) && !/https?:|www\./i.test(text);
  return isPlain ? text : null;
}

function ownQuestion({ scope }: FrontDoor): string {
  return `I am not sure what you need. I can ${scope}. What should I do for you?`;
}
