/** A part of a text that is judged by itself, with where it begins. */
export interface Sentence {
  text: string;
  at: number;
}

// A mark ends a sentence only before a space, so that "4.50" and "a.b@c.com" stay whole; a line's end always does.
// The number of a list's item ends none.
const END = /(?<!^[^\S\n]*\d{1,3})[.!?…。！？]+["')\]*_]*(?=\s)|\n+/gmu;

/** A text in sentences, none of which is blank; together they leave out nothing but white space. */
export function sentencesIn(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let start = 0;
  const take = (end: number) => {
    const part = text.slice(start, end);
    if (part.trim() !== '') sentences.push({ text: part, at: start });
    start = end;
  };
  for (const match of text.matchAll(END)) take(match.index + match[0].length);
  take(text.length);
  return sentences;
}

/** How much of a text that still grows is made of whole sentences, in UTF-16 units. */
export function wholeSentences(text: string): number {
  let end = 0;
  for (const match of text.matchAll(END)) end = match.index + match[0].length;
  return end;
}
