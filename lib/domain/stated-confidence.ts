/** What a model said of its own confidence, 0 to 1; `unreadable` when it tried to, null when it said nothing. */
export type Statement = number | 'unreadable' | null;

const BEGIN = '<confidence>';
/** What follows the beginning of a statement at a message's end; an answer that was cut off may lack the rest. */
const TO_END = /^([^<]*)(?:<\/?[a-z]*>?\s*)?$/;
const NUMBER = /^\s*(?:0(?:\.\d{1,4})?|1(?:\.0{1,4})?)\s*$/;

/** Asks for what `splitStatement` reads; part of every agent's system prompt. */
export const HOW_TO_STATE = `## Confidence

End every message to the customer with a line of its own that says how sure you are that the message is right and is
what was asked for, from 0 to 1: <confidence>0.9</confidence>. Nobody but the system reads that line. A tool that
changes something may take "_confidence" with its arguments; it says the same of that call.`;

/** A message's text for people, without its last line's statement, and what that said. */
export function splitStatement(text: string): { text: string; stated: Statement } {
  const at = statementAt(text);
  if (at === null) return { text, stated: null };
  return { text: text.slice(0, at).trimEnd(), stated: readStatement(TO_END.exec(text.slice(at + BEGIN.length))?.[1]) };
}

function statementAt(text: string): number | null {
  const at = text.lastIndexOf(BEGIN);
  return at >= 0 && TO_END.test(text.slice(at + BEGIN.length)) ? at : null;
}

function readStatement(words = ''): Statement {
  return NUMBER.test(words) ? Number(words) : 'unreadable';
}

/** Lets streamed text pass, except what may be the statement at its end. */
export class StatementFilter {
  private held = '';

  /** Gives what of the text so far can be shown now. */
  push(text: string): string {
    const all = this.held + text;
    const at = statementAt(all) ?? mayBeginAt(all);
    this.held = all.slice(at);
    return all.slice(0, at);
  }

  /** What was held back and is no statement after all, once nothing follows. */
  end(): string {
    const { text } = splitStatement(this.held);
    this.held = '';
    return text;
  }
}

/** Where the beginning of a statement may stand at a text's end; its length when it does not. */
function mayBeginAt(text: string): number {
  const at = text.lastIndexOf('<');
  return at >= 0 && BEGIN.startsWith(text.slice(at)) ? at : text.length;
}
