import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeWithCases } from '../support/cases';
import { readRecordedLeaves, type RecordedLeaf } from '../support/recorded-leaves';

const share = (part: readonly unknown[], whole: readonly unknown[]) =>
  `${part.length} of ${whole.length} (${((100 * part.length) / Math.max(1, whole.length)).toFixed(2)} %)`;

describeWithCases('tau/trajectories', 'provenance of recorded conversations', (folder) => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  const leaves = files.flatMap((name) => readRecordedLeaves(join(folder, name)));
  const isMadeUp = ({ traced }: RecordedLeaf) => traced?.source === 'made_up';
  const ids = leaves.filter(({ pointer }) => /(^|_|\/)(id|ids|number)(\/\d+)?$/.test(pointer));

  it('gives every leaf of every call a source', () => {
    expect(leaves.length).toBeGreaterThan(5000);
    expect(leaves.filter(({ traced }) => traced === undefined)).toEqual([]);
    const sources = [...new Set(leaves.map(({ traced }) => traced?.source))];
    const countOf = (source: unknown) => leaves.filter(({ traced }) => traced?.source === source).length;
    console.log(sources.map((source) => `${source} ${countOf(source)}`).join(', '));
  });

  it('calls made up what the recording marks as never seen, and hardly anything else', () => {
    const unseen = leaves.filter(({ neverSeen }) => neverSeen);
    const caught = unseen.filter(isMadeUp);
    const others = ids.filter(({ neverSeen }) => !neverSeen);
    const wrongly = others.filter(isMadeUp);
    console.log(
      `never seen and marked made up: ${share(caught, unseen)}; other ids wrongly so: ${share(wrongly, others)}`,
    );
    const rest = leaves.filter((leaf) => !leaf.neverSeen && !ids.includes(leaf));
    console.log(`of the ${rest.length} leaves that are no ids, made up: ${share(rest.filter(isMadeUp), rest)}`);
    expect(caught.length / unseen.length).toBeGreaterThanOrEqual(0.98);
    expect(wrongly.length / others.length).toBeLessThanOrEqual(0.01);
  });
});
