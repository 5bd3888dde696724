import { describe, expect, it } from 'vitest';
import { textHunks } from '@/components/diff/text-hunks';
import { applyHunks } from '../support/apply-hunks';
import { lastFileChanges } from '../support/file-changes';

const MOST = 300;
const changes = lastFileChanges(MOST);

describe('text diffs over the last file changes of this project', () => {
  const made = changes.map((change) => {
    const hunks = textHunks(change.before, change.after);
    const count = (wanted: string) => hunks.flatMap(({ lines }) => lines).filter(({ kind }) => kind === wanted).length;
    return { ...change, hunks, ours: { added: count('added'), deleted: count('removed') } };
  });
  const named = (list: typeof made) => list.map(({ commit, path }) => `${commit} ${path}`);

  it.skipIf(made.length === 0)('make the new text of the old', () => {
    expect(named(made.filter(({ before, after, hunks }) => applyHunks(before, hunks) !== after))).toEqual([]);
  });

  it.skipIf(made.length === 0)('have as many lines as git finds', () => {
    const equal = made.filter((one) => one.ours.added === one.added && one.ours.deleted === one.deleted);
    const most = changes.length < MOST ? ', all that this clone has' : '';
    console.log(`text diffs: ${equal.length}/${made.length} file changes with the lines of git${most}`);
    // Git may miss the smallest difference; ours is never larger.
    expect(named(made.filter((one) => one.ours.added > one.added || one.ours.deleted > one.deleted))).toEqual([]);
    expect(equal.length).toBeGreaterThanOrEqual(made.length * 0.99);
  });
});
