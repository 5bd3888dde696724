/** A passage is a whole article when that is short, for a model as for a person. */
const LONGEST_PASSAGE = 1500;

/** Paragraphs as the search ranks them, one by one. */
export const PARAGRAPH_BREAK = '\n\n';

/**
 * The part of an article's body that bears on a query: all of it when it is short, else the paragraph that ranks
 * highest, with the heading above it and what follows as far as there is room. `ranks` holds a number a paragraph.
 */
export function passageOf(body: string, ranks: readonly number[]): string {
  if (body.length <= LONGEST_PASSAGE) return body;
  const paragraphs = body.split(PARAGRAPH_BREAK);
  const best = paragraphs.reduce((at, _text, index) => ((ranks[index] ?? 0) > (ranks[at] ?? 0) ? index : at), 0);
  const isUnderHeading = paragraphs[best - 1]?.startsWith('#') ?? false;
  const from = isUnderHeading ? best - 1 : best;
  const chosen = fitting(paragraphs.slice(from));
  const text = chosen.join(PARAGRAPH_BREAK);
  const begin = from > 0 ? '… ' : '';
  return text.length > LONGEST_PASSAGE || from + chosen.length < paragraphs.length
    ? `${begin}${cut(text)} …`
    : `${begin}${text}`;
}

/** The first paragraph however long, and as many after it as there is room for. */
function fitting(paragraphs: readonly string[]): string[] {
  let length = 0;
  const end = paragraphs.findIndex((text) => (length += text.length + PARAGRAPH_BREAK.length) > LONGEST_PASSAGE);
  return paragraphs.slice(0, end < 0 ? undefined : Math.max(1, end));
}

/** Never ends inside a character of two halves, which no database would take. */
function cut(text: string): string {
  return text.slice(0, LONGEST_PASSAGE).replace(/[\uD800-\uDBFF]$/, '');
}
