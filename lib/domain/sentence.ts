/** A text that others may follow: ended by a full stop unless it ends a sentence itself. */
export function asSentence(text: string): string {
  return /[.!?…”"]$/.test(text) ? text : `${text}.`;
}

/** A moment in a sentence, to the minute. */
export function momentText(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
