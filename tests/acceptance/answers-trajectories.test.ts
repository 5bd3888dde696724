import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { defaultTrust } from '@/lib/domain/trust';
import { checkAnswer } from '@/lib/gate/answer/check-answer';
import { describeWithCases } from '../support/cases';
import { plantWrongValue } from '../support/plant-value';
import { readRecordedAnswers } from '../support/recorded-answers';

interface Tally {
  true: number;
  passed: number;
  planted: number;
  caught: number;
}

const settings = defaultTrust.answers;
const WRONG_VALUES_A_REPLY = 2;
const email = (text: string) => `Dear customer,\n\n${text}\n\nKind regards,\nStore support`;

/** Checks every recorded reply as it was, and with one wrong value planted, in what stood before it. */
function measure(paths: readonly string[], dress: (text: string) => string): Tally {
  const tally: Tally = { true: 0, passed: 0, planted: 0, caught: 0 };
  let seed = 0;
  const look = (path: string) =>
    readRecordedAnswers(path, ({ text, evidence, before }) => {
      tally.true += 1;
      const passed = checkAnswer(dress(text), evidence, settings).length === 0;
      if (passed) tally.passed += 1;
      for (let round = 0; round < WRONG_VALUES_A_REPLY; round += 1) {
        const wrong = plantWrongValue(text, before, (seed += 1));
        // What is refused for another reason already says nothing about the planted value.
        if (!wrong || !passed) continue;
        tally.planted += 1;
        const found = checkAnswer(dress(wrong.text), evidence, settings);
        if (found.some(({ quote }) => quote.includes(wrong.is))) tally.caught += 1;
      }
    });
  paths.forEach(look);
  return tally;
}

const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(2)} % (${part} of ${whole})`;
const words = (tally: Tally) =>
  `true replies passed ${percent(tally.passed, tally.true)}, wrong values caught ${percent(tally.caught, tally.planted)}`;

describeWithCases('tau/trajectories', 'recorded replies', (folder) => {
  const files = (part: string) =>
    readdirSync(folder)
      .filter((name) => name.includes(part))
      .map((name) => join(folder, name));

  it.each([
    ['replies', (text: string) => text],
    ['e-mail bodies', email],
  ])('of the shop: passes true %s and catches one wrong value', (kind, dress) => {
    const tally = measure(files('-retail-'), dress);
    console.log(`retail ${kind}: ${words(tally)}`);
    expect(tally.true).toBeGreaterThan(1000);
    expect(tally.planted).toBeGreaterThan(1000);
    expect(tally.passed / tally.true).toBeGreaterThanOrEqual(0.97);
    expect(tally.caught / tally.planted).toBeGreaterThanOrEqual(0.97);
  });

  it('of an airline, of which nothing in the code knows: the figures', () => {
    const tally = measure(files('-airline-'), (text) => text);
    console.log(`airline replies: ${words(tally)}`);
    expect(tally.passed / tally.true).toBeGreaterThan(0.85);
    expect(tally.caught / tally.planted).toBeGreaterThan(0.85);
  });
});
