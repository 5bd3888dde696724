/**
 * Fewest bytes a token is taken to hold. The provider's glossary gives about 3.5 English characters a token, and its
 * tokenizer since Opus 4.7 makes up to 1.35 times as many: 2.6. Rounded down, so that an estimate errs high.
 */
const BYTES_PER_TOKEN = 2.5;

const encoder = new TextEncoder();

/** Tokens of a text, counted high on its bytes. */
export function estimateTokens(text: string): number {
  return Math.ceil(encoder.encode(text).length / BYTES_PER_TOKEN);
}
