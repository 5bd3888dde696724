/**
 * What a reader cannot see or would misread: controls, invisible and bidirectional formatting, unusual spaces, tags,
 * variation selectors and private use, by Unicode's general categories and the blank letters outside them.
 */
const HIDDEN =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180F\u2800\u3164\uFE00-\uFE0F\uFFA0\u{E0100}-\u{E01EF}]/u;
const HARMLESS = /[\n\t]/;
const WORD = /[\p{L}\p{M}]+/gu;
const LATIN = /\p{Script=Latin}/u;
const LOOKALIKE = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Cherokee}\p{Script=Armenian}]/u;
const PICTURE = /\p{Extended_Pictographic}/u;
const PICTURE_SELECTOR = '\uFE0F';

export interface TextPart {
  text: string;
  /** The code points in the form ⟨U+202E⟩, for a character that would not be seen; `lookalike` ones are seen too. */
  mark?: string;
  lookalike?: true;
}

/** Splits a text into what can be read as it is and the characters that need a mark. Nothing is left out. */
export function splitHidden(text: string): TextPart[] {
  const suspicious = lookalikePositions(text);
  const parts: TextPart[] = [];
  let before = '';
  let position = 0;
  for (const character of text) {
    const part = partOf(character, before, suspicious.has(position));
    const last = parts.at(-1);
    if (part.mark === undefined && last && last.mark === undefined) last.text += character;
    else parts.push(part);
    before = character;
    position += character.length;
  }
  return parts;
}

/** The text with marks in the place of what would not be seen; for names and titles, which hold nothing but text. */
export function withMarks(text: string): string {
  return splitHidden(text)
    .map(({ text: part, mark, lookalike }) => (mark === undefined ? part : `${lookalike ? part : ''}${mark}`))
    .join('');
}

function partOf(character: string, before: string, lookalike: boolean): TextPart {
  if (lookalike) return { text: character, mark: markOf(character), lookalike: true };
  if (HARMLESS.test(character) || !HIDDEN.test(character)) return { text: character };
  if (character === PICTURE_SELECTOR && PICTURE.test(before)) return { text: character };
  return { text: character, mark: markOf(character) };
}

function markOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

/** Letters of another script inside a word that is otherwise Latin: "раypal" with a Cyrillic р. */
function lookalikePositions(text: string): Set<number> {
  const positions = new Set<number>();
  for (const match of text.matchAll(WORD)) {
    if (!LATIN.test(match[0])) continue;
    let position = match.index;
    for (const character of match[0]) {
      if (LOOKALIKE.test(character)) positions.add(position);
      position += character.length;
    }
  }
  return positions;
}
