/** A text that others may follow: ended by a full stop unless it ends a sentence itself. */
export function asSentence(text: string): string {
  return /[.!?…”"]$/.test(text) ? text : `${text}.`;
}
