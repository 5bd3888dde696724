import { expect, it } from 'vitest';
import type { Json } from '@/lib/domain/json';
import { listChanges } from '@/lib/gate/changes';
import { intakeArguments } from '@/lib/gate/intake';
import { describeWithCases, readLines } from '../support/cases';
import { applyPatch, holds } from '../support/json-patch';
import { sameJson, withoutNulls } from '../support/recorded-changes';

interface PatchCase {
  id: string;
  doc: Json;
  patch: object[];
  expected?: Json;
  error?: string;
}

/** Their fault is a doubled member, which the parsed case no longer shows. */
const DOUBLED = ["patch has two 'op' members", "operation has two 'op' members"];

describeWithCases('diff/json-patch-tests.jsonl', 'changes of documents', (path) => {
  const cases = readLines<PatchCase>(path);
  // A patch that only asks leaves the document as it is.
  const right = cases
    .filter(({ error }) => error === undefined)
    .map((one) => ({ ...one, after: one.expected ?? one.doc }));
  const wrong = cases.filter(({ error }) => error !== undefined);

  it.each(right)('$id: the list of changes leads from what was to what comes', ({ doc, patch, after }) => {
    expect(sameJson(applyPatch(doc, patch), after)).toBe(true);
    expect(listChanges(doc, after).length === 0).toBe(sameJson(withoutNulls(doc), withoutNulls(after)));
    expect(withoutNulls(applyPatch(doc, patchOf(doc, after)))).toEqual(withoutNulls(after));
    expect(withoutNulls(applyPatch(after, patchOf(after, doc)))).toEqual(withoutNulls(doc));
  });

  it.each(wrong)('$id: nothing comes of it: $error', ({ doc, patch, error = '' }) => {
    if (!DOUBLED.includes(error)) return expect(() => applyPatch(doc, patch)).toThrow();
    const text = JSON.stringify(patch[0]).replace('{', '{"op":"add",');
    expect(intakeArguments(text).ok).toBe(false);
  });

  it('are all there', () => {
    console.log(`changes of documents: ${right.length} followed, ${wrong.length} refused`);
    expect(right.length + wrong.length).toBe(74);
  });
});

/** The list of changes as a JSON Patch; the last first, so that no item moves before its turn, and new ones in order. */
function patchOf(before: Json, after: Json): object[] {
  const changes = listChanges(before, after);
  const gone = changes.filter(({ path }) => !holds(after, path)).toReversed();
  const others = changes.filter(({ path }) => holds(after, path));
  return [
    ...gone.map(({ path }) => ({ op: 'remove', path })),
    ...others.map(({ path, after: value }) => ({ op: holds(before, path) ? 'replace' : 'add', path, value })),
  ];
}
