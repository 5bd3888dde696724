import { expect, it } from 'vitest';
import { readSettings } from './agent-faults';
import { sectionsOf } from './agent-fields';
import { agentLines } from './agent-words';
import type { Json } from './json';
import { pointerOf, valueAt, withValue } from './json-pointer';
import { defaultRunLimits } from './run';
import { defaultTrust } from './trust';

const defaults = { limits: defaultRunLimits, trust: defaultTrust, enabled: true };
const root = defaults as unknown as Json;
const fields = sectionsOf({}).flatMap((section) => section.fields);
const isWhole = new Set(fields.filter(({ kind }) => kind === 'watchers').map(({ pointer }) => pointer));

function leaves(value: Json, path: string[] = []): string[] {
  const pointer = pointerOf(path);
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isWhole.has(pointer)) return [pointer];
  return Object.entries(value).flatMap(([name, member]) => leaves(member, [...path, name]));
}

it('shows every setting there is, each once', () => {
  expect(fields.map(({ pointer }) => pointer).toSorted()).toEqual(leaves(root).toSorted());
});

it('says settings in lines, so that a change is a line', () => {
  const changed = withValue(withValue(root, '/trust/frontDoor/threshold', 0.9), '/trust/answers/forbidden', [
    'money back',
    'always',
  ]);
  const before = agentLines({}, defaults);
  const settings = readSettings(changed);
  if (!('settings' in settings)) throw new Error('The settings are valid.');
  const after = agentLines({}, settings.settings);
  expect(after.filter((line) => !before.includes(line))).toEqual([
    'Front door · Ask back below: 0.9',
    'Answers · Forbidden promises: “money back”',
    'Answers · Forbidden promises: “always”',
  ]);
  expect(before).toContain('Caps · One conversation: no cap');
  expect(valueAt(root, '/trust/frontDoor/threshold')).toBe(0.85);
});

it.each<[string, Json, string]>([
  ['/trust/frontDoor/threshold', 1.2, 'Use 1 or less.'],
  ['/trust/frontDoor/maxCharacters', 20_001, 'Use 20,000 or less.'],
  ['/limits/maxSteps', 0, 'Use 1 or more.'],
  ['/limits/maxSteps', 1.5, 'Use a whole number.'],
  ['/limits/maxSteps', null, 'This needs a number.'],
  ['/trust/models/caps/dailyUsd', 0, 'Use more than 0.'],
  ['/trust/answers/forbidden', ['x'], 'Use 2 characters or more.'],
  ['/trust/watchers', { 'a b': 'x' }, 'Name it with letters, digits, _ and -, 60 at most.'],
  ['/trust/watchers', { thanks: '' }, 'Write something.'],
  [
    '/trust/frontDoor/intents',
    [{ name: 'Hello', description: 'A greeting.', path: 'agent' }],
    'It must be small letters, digits and _.',
  ],
])('says in words what is wrong at %s with %j', (pointer, value, message) => {
  const read = readSettings(withValue(root, pointer, value));
  const errors = 'errors' in read ? read.errors : [];
  expect(errors.map((error) => error.message)).toEqual([message]);
  expect(errors[0]?.pointer.startsWith(pointer)).toBe(true);
});
