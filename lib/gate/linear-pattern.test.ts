import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern, PatternTooCostlyError, withPatternSteps } from './linear-pattern';

const matches = (pattern: string, text: string) => withPatternSteps(() => compilePattern(pattern).test(text));

describe('a pattern', () => {
  const samples = [
    '',
    'a',
    'Az_9',
    '#W12',
    'é',
    'π',
    '日',
    '😀',
    '\n',
    '\r',
    '\u2028',
    '\u00a0',
    '\ufeff',
    '\v',
    'a b',
    '-',
  ];
  const patterns = [
    ...['^\\p{Letter}+$', '^\\p{L}*$', '\\P{Lu}', '^\\p{Script=Greek}+$', '\\p{gc=Decimal_Number}', '[\\p{L}\\d]'],
    ...['\\s', '\\S', '[\\s\\S]', '[^\\S]', '[^\\s]', '.', '^.$', '\\w', '\\W', '\\bA', '\\B', '\\d{2,}', '\\D'],
    ...['^#W\\d+$', '\\u00e9', '\\u{1F600}', '\\cJ', '[\\b]', '(?<a>x|a)', '[^]', '[]', 'a??$', '(?:a{1,2}){2}', '\\/'],
    ...['^[\\w.-]+$', '\\x41', '\\0', 'a|', '^$', '[a-zà-ü]', '(a*)*b'],
  ];

  it.each(patterns)('%s means what it means in ECMAScript', (pattern) => {
    const native = new RegExp(pattern, 'u');
    expect(samples.map((text) => matches(pattern, text))).toEqual(samples.map((text) => native.test(text)));
  });

  it.each(['^[a-z]+\\@x\\.y$', '\\_', '^\\#W', 'a{,3}'])('%s is read by the older grammar', (pattern) => {
    expect(matches(pattern, 'ab@x.y#W_')).toBe(new RegExp(pattern).test('ab@x.y#W_'));
  });

  it('means the same on any text', () => {
    const native = new RegExp('^(?:[a-c]+\\s?|\\W{2})*[^x]$', 'u');
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'x', ' ', '-', 'é', '\u2028', '\n') });
    fc.assert(fc.property(text, (one) => matches('^(?:[a-c]+\\s?|\\W{2})*[^x]$', one) === native.test(one)));
  });

  it.each(['(?=a)b', '(?<!a)b', '(a)\\1', '\\k<n>(?<n>a)', '(?i)a', '(', '\\p{Nonsense}', '\\p{L}\\_', 'a{2001}'])(
    '%s is refused',
    (pattern) => {
      expect(() => compilePattern(pattern)).toThrow();
    },
  );

  it('that a backtracking engine would never end costs its size times the text', () => {
    expect(matches('^(a+)+$', `${'a'.repeat(65_536)}!`)).toBe(false);
    expect(matches('^(([a-z])+.)+[A-Z]([a-z])+$', 'a'.repeat(32_768))).toBe(false);
  });

  it('is not matched when that would still be too much, alone or with the others of a validation', () => {
    const wide = compilePattern('(a|b)*a(a|b){900}$');
    expect(() => withPatternSteps(() => wide.test('ab'.repeat(2000)))).toThrow(PatternTooCostlyError);
    const narrow = compilePattern('^(a+)+$');
    const often = () => Array.from({ length: 10_000 }, () => narrow.test('a'.repeat(100)));
    expect(() => withPatternSteps(often)).toThrow(PatternTooCostlyError);
    expect(withPatternSteps(() => narrow.test('a'))).toBe(true);
  });

  it('of too many states is refused', () => {
    expect(() => compilePattern('((a|b){100}(c|d){100}){50}')).toThrow();
  });
});
