import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalText, intakeArguments, sha256 } from './intake';

const refusal = (text: string) => {
  const intake = intakeArguments(text);
  return intake.ok ? null : intake.refusal.message;
};
const nested = (levels: number) => '{"a":'.repeat(levels - 1) + '{}' + '}'.repeat(levels - 1);
const keyed = (count: number) => `{${Array.from({ length: count }, (_, index) => `"k${index}":1`).join(',')}}`;

describe('the intake of raw arguments', () => {
  it('takes an object and gives its canonical text', () => {
    const intake = intakeArguments(' {"b": 1.0, "a": ["\\u00e9", true, null], "z": -0} ');
    expect(intake).toEqual({
      ok: true,
      args: { a: ['é', true, null], b: 1, z: 0 },
      canonical: '{"a":["é",true,null],"b":1,"z":0}',
    });
  });

  it.each([
    ['{"a":1,"a":2}', 'stands twice'],
    ['{"a":1,"\\u0061":2}', 'stands twice'],
    ['{"a":{"b":1,"b":1}}', 'stands twice'],
    ['{"a":9007199254740993}', "can't be represented exactly"],
    ['{"a":-9007199254740992}', "can't be represented exactly"],
    ['{"a":1e400}', 'too large'],
    ['{"a":"\\u0000"}', 'NUL'],
    ['{"a":"\\ud800"}', 'surrogate'],
    ['{"\\udc00":1}', 'surrogate'],
    ['{"a":"\u0001"}', 'invalid character'],
    ['[1]', 'one JSON object'],
    ['"text"', 'one JSON object'],
    ['null', 'one JSON object'],
    ['', 'missing'],
    ['{"a":1,}', 'missing'],
    ['{"a":[1,]}', 'missing'],
    ['{"a":1} {}', 'text after'],
    ['{a:1}', 'missing'],
    ["{'a':1}", 'missing'],
    ['{"a":01}', 'missing'],
    ['{"a":+1}', 'missing'],
    ['{"a":NaN}', 'missing'],
    ['{"a":"unfinished', 'not closed'],
    ['{"a":"\\x"}', 'invalid character'],
    ['\ufeff{}', 'missing'],
    ['{"a":1} // why', 'text after'],
  ])('refuses %j', (text, why) => {
    expect(refusal(text)).toContain(why);
  });

  it('holds its limits to the unit', () => {
    expect(refusal(nested(32))).toBeNull();
    expect(refusal(nested(33))).toContain('deeper than 32');
    expect(refusal(keyed(500))).toBeNull();
    expect(refusal(keyed(501))).toContain('more than 500 keys');
    const ofBytes = (bytes: number) => `{"a":"${'é'.repeat((bytes - 8) / 2)}"}`;
    expect(refusal(ofBytes(65_536))).toBeNull();
    expect(refusal(ofBytes(65_538))).toContain('65538 bytes');
  });

  it('keeps a key named __proto__ a key', () => {
    const intake = intakeArguments('{"__proto__":{"admin":true}}');
    if (!intake.ok) throw new Error('refused');
    expect(Object.getPrototypeOf(intake.args)).toBe(Object.prototype);
    expect(Object.keys(intake.args)).toEqual(['__proto__']);
    expect(intake.canonical).toBe('{"__proto__":{"admin":true}}');
  });

  it('agrees with JSON.parse on everything it takes, and its canonical text says the same', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue(), { maxKeys: 8 }), (value) => {
        const text = JSON.stringify(value);
        const intake = intakeArguments(text);
        if (!intake.ok) return;
        expect(intake.args).toEqual(JSON.parse(text));
        expect(JSON.parse(intake.canonical)).toEqual(intake.args);
        expect(canonicalText(intake.args)).toBe(intake.canonical);
      }),
    );
  });

  it('takes nothing that JSON.parse refuses', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'{}[]",:0123.eE+-\\untrfalse ') }), (text) => {
        if (!intakeArguments(text).ok) return;
        expect(() => JSON.parse(text) as unknown).not.toThrow();
      }),
      { numRuns: 2000 },
    );
  });

  it('names content by its SHA-256', () => {
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});
