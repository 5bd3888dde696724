import { expect, it } from 'vitest';
import { defaultTrust } from '@/lib/domain/trust';
import { watcherOf } from './text-watcher';

it('counts every apology, however it is written', () => {
  const apologies = watcherOf(defaultTrust.watchers.apologies ?? '');
  expect(apologies('I am sorry. We APOLOGISE, our apologies; I apologize!')).toBe(4);
  expect(apologies('A sorrypatch is no apologist’s.')).toBe(0);
});

it('takes no longer for a pattern that would hold up a backtracking engine', () => {
  expect(watcherOf('(a+)+$')(`${'a'.repeat(100_000)}b`)).toBe(0);
});

it('refuses what it cannot match in linear time', () => {
  expect(() => watcherOf('(a)\\1')).toThrow();
  expect(() => watcherOf('((a{1,99}){1,99}){1,99}')).toThrow();
});
