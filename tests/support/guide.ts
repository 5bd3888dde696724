import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A block of code in a guide, with what its first line says after the language: `file=…`. */
export interface CodeBlock {
  language: string;
  settings: Record<string, string>;
  code: string;
}

/** The blocks of code of a guide, in their order, as a reader would copy them. */
export function codeBlocks(guide: string): CodeBlock[] {
  const text = readFileSync(join(resolve(import.meta.dirname, '../../docs/guides'), guide), 'utf8');
  return [...text.matchAll(/^```(\w+)([^\n]*)\n(.*?)^```$/gms)].map(([, language = '', words = '', code = '']) => ({
    language,
    settings: Object.fromEntries(
      words
        .trim()
        .split(/\s+/)
        .map((word) => word.split('=') as [string, string]),
    ),
    code,
  }));
}
