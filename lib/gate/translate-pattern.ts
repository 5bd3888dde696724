import { RegExpParser, type AST } from '@eslint-community/regexpp';

const ANY = '[^\\n\\r\\x{2028}\\x{2029}]';
const SPACES = rangesOf('9-d 20 a0 1680 2000-200a 2028-2029 202f 205f 3000 feff');
const NOT_SPACES = rangesOf(
  '0-8 e-1f 21-9f a1-167f 1681-1fff 200b-2027 202a-202e 2030-205e 2060-2fff 3001-fefe ff00-10ffff',
);
/** The long names of the general categories; the engine knows the short ones. */
const CATEGORIES: Record<string, string> = {
  Other: 'C',
  Control: 'Cc',
  Format: 'Cf',
  Private_Use: 'Co',
  Surrogate: 'Cs',
  Letter: 'L',
  Lowercase_Letter: 'Ll',
  Modifier_Letter: 'Lm',
  Other_Letter: 'Lo',
  Titlecase_Letter: 'Lt',
  Uppercase_Letter: 'Lu',
  Mark: 'M',
  Spacing_Mark: 'Mc',
  Enclosing_Mark: 'Me',
  Nonspacing_Mark: 'Mn',
  Number: 'N',
  Decimal_Number: 'Nd',
  Letter_Number: 'Nl',
  Other_Number: 'No',
  Punctuation: 'P',
  Connector_Punctuation: 'Pc',
  Dash_Punctuation: 'Pd',
  Close_Punctuation: 'Pe',
  Final_Punctuation: 'Pf',
  Initial_Punctuation: 'Pi',
  Other_Punctuation: 'Po',
  Open_Punctuation: 'Ps',
  Symbol: 'S',
  Currency_Symbol: 'Sc',
  Modifier_Symbol: 'Sk',
  Math_Symbol: 'Sm',
  Other_Symbol: 'So',
  Separator: 'Z',
  Line_Separator: 'Zl',
  Paragraph_Separator: 'Zp',
  Space_Separator: 'Zs',
};

/**
 * An ECMAScript expression, which is what JSON Schema's patterns are, in the syntax of RE2, for a yes or no: groups
 * capture nothing and no quantifier is lazy. Throws for what is no such expression or needs backtracking.
 */
export function translatePattern(pattern: string): string {
  return alternatives(parse(pattern).alternatives);
}

function parse(pattern: string): AST.Pattern {
  const parser = new RegExpParser({ ecmaVersion: 2024 });
  try {
    return parser.parsePattern(pattern, 0, pattern.length, { unicode: true });
  } catch (error) {
    // Escapes such as \_ are right in the older grammar only. There \p{L} would mean five plain characters.
    if (/\\[pPu]\{/.test(pattern)) throw error;
    return parser.parsePattern(pattern, 0, pattern.length, { unicode: false });
  }
}

function alternatives(list: readonly AST.Alternative[]): string {
  return list.map(({ elements }) => elements.map(element).join('')).join('|');
}

function element(node: AST.Element): string {
  switch (node.type) {
    case 'Character':
      return character(node.value);
    case 'CharacterSet':
      return set(node, false);
    case 'CharacterClass':
      return characterClass(node);
    case 'Group':
    case 'CapturingGroup':
      if ('modifiers' in node && node.modifiers) throw unsupported(node.raw);
      return `(?:${alternatives(node.alternatives)})`;
    case 'Quantifier':
      return `(?:${element(node.element)})${times(node)}`;
    case 'Assertion':
      return assertion(node);
    case 'Backreference':
    case 'ExpressionCharacterClass':
      throw unsupported(node.raw);
  }
}

function times({ min, max }: AST.Quantifier): string {
  if (max !== Infinity) return `{${min},${max}}`;
  return min === 0 ? '*' : `{${min},}`;
}

function assertion(node: AST.Assertion): string {
  switch (node.kind) {
    case 'start':
      return '^';
    case 'end':
      return '$';
    case 'word':
      return node.negate ? '\\B' : '\\b';
    default:
      throw unsupported(node.raw);
  }
}

function characterClass(node: AST.CharacterClass): string {
  if (node.unicodeSets) throw unsupported(node.raw);
  const members = node.elements.map(classMember).join('');
  if (members !== '') return `[${node.negate ? '^' : ''}${members}]`;
  return node.negate ? '[\\x00-\\x{10FFFF}]' : '[^\\x00-\\x{10FFFF}]';
}

function classMember(node: AST.CharacterClassElement): string {
  switch (node.type) {
    case 'Character':
      return character(node.value);
    case 'CharacterClassRange':
      return `${character(node.min.value)}-${character(node.max.value)}`;
    case 'CharacterSet':
      return set(node, true);
    default:
      throw unsupported(node.raw);
  }
}

function set(node: AST.CharacterSet, inClass: boolean): string {
  switch (node.kind) {
    case 'any':
      return ANY;
    case 'digit':
      return node.negate ? '\\D' : '\\d';
    case 'word':
      return node.negate ? '\\W' : '\\w';
    case 'space': {
      const ranges = node.negate ? NOT_SPACES : SPACES;
      return inClass ? ranges : `[${ranges}]`;
    }
    case 'property':
      return property(node);
  }
}

function property({ key, value, negate, raw }: AST.UnicodePropertyCharacterSet): string {
  if (/^(Script_Extensions|scx)$/.test(key)) throw unsupported(raw);
  const name = value ?? key;
  return `\\${negate ? 'P' : 'p'}{${CATEGORIES[name] ?? name}}`;
}

function character(code: number): string {
  const text = String.fromCodePoint(code);
  return /^[A-Za-z0-9]$/.test(text) ? text : `\\x{${code.toString(16)}}`;
}

function rangesOf(hexadecimal: string): string {
  return hexadecimal.replaceAll(/[\da-f]+/g, '\\x{$&}').replaceAll(' ', '');
}

function unsupported(part: string): Error {
  return new Error(`The part ${part} of a pattern is not supported: it can't be matched in linear time.`);
}
