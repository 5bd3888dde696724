import { normalText } from '../provenance/normal-text';

/** A text in the form it is compared in, with every character where it was: what is found there is quoted from the text. */
export function aligned(text: string): string {
  const small = text.replace(/./gsu, (character) => {
    if (/[\s—―]/.test(character)) return ' '.repeat(character.length);
    const normal = normalText(character);
    return normal.length === character.length ? normal : character;
  });
  // What stands directly before a currency's sign ("price:$5", "us$5", "$5-$7") is no part of the amount.
  return small.replace(/[\p{L}_.,:/](?=[$€£¥]\s?\d)/gu, ' ').replace(/(?<=[\p{L}\p{N}])-(?=[$€£¥]\s?\d)/gu, ' ');
}
