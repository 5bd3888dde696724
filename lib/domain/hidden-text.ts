const KINDS = {
  'right-to-left marks': /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu,
  'tag characters': /[\u{E0000}-\u{E007F}]/gu,
  // Joiners between letters and in pictures are spelling; alone or in a row they hide something.
  'invisible characters':
    /[\u00AD\u034F\u115F\u1160\u17B4\u17B5\u180E\u200B\u2060-\u2064\u206A-\u206F\u3164\uFEFF\uFFA0]|(?<![\p{L}\p{M}\p{Extended_Pictographic}\uFE0F\u{1F3FB}-\u{1F3FF}])[\u200C\u200D]/gu,
  'private characters': /\p{Co}/gu,
  controls: /[\u0001-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/gu,
} as const;

/** What a reader of a text would not see: a kind and how many, such as "3 tag characters"; empty for an honest text. */
export function hiddenTextIn(text: string): string[] {
  return Object.entries(KINDS).flatMap(([kind, pattern]) => {
    const count = text.match(pattern)?.length ?? 0;
    return count === 0 ? [] : [`${count} ${count === 1 ? kind.replace(/s$/, '') : kind}`];
  });
}
