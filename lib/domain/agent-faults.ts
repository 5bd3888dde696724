import type { z } from 'zod';
import { agentSettings, type AgentSettings } from './agent-settings';
import type { FieldError } from './errors';
import type { Json } from './json';
import { pointerOf } from './json-pointer';

/** What is wrong with settings that somebody is writing, in words for each field; or the settings, when nothing is. */
export function readSettings(draft: Json): { settings: AgentSettings } | { errors: FieldError[] } {
  const parsed = agentSettings.safeParse(draft);
  if (parsed.success) return { settings: parsed.data };
  return {
    errors: parsed.error.issues.map((issue) => ({
      pointer: pointerOf(issue.path.map(String)),
      message: issueWords(issue),
    })),
  };
}

function issueWords(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      if (issue.origin === 'string') return `Use ${Number(issue.maximum)} characters at most.`;
      if (issue.origin === 'array') return `There may be ${Number(issue.maximum)} at most.`;
      return `Use ${Number(issue.maximum).toLocaleString('en')} or less.`;
    case 'invalid_type':
      if (issue.expected === 'int') return 'Use a whole number.';
      return issue.expected === 'number' ? 'This needs a number.' : 'Something is missing here.';
    case 'invalid_key':
      return 'Name it with letters, digits, _ and -, 60 at most.';
    case 'invalid_format':
      return issue.message.startsWith('Invalid') ? 'It can’t be written like that.' : sentence(issue.message);
    default:
      return sentence(issue.message);
  }
}

function tooSmall({ origin, minimum, inclusive }: z.core.$ZodIssueTooSmall): string {
  if (origin === 'string')
    return Number(minimum) > 1 ? `Use ${Number(minimum)} characters or more.` : 'Write something.';
  return inclusive === false ? `Use more than ${Number(minimum)}.` : `Use ${Number(minimum)} or more.`;
}

/** A message of our schemas that goes on from the field's name. */
function sentence(message: string): string {
  return /^\p{Ll}/u.test(message) ? `It ${message}.` : message;
}
