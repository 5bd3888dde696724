import type pg from 'pg';
import { FLUSH } from '@/lib/store/open-transaction';

export interface Commits {
  /** When others could see the latest transaction of the pool. */
  seen: number;
  /** When it was known to be on disk: where a commit leaves that to a statement behind it, when that one was answered. */
  kept: number;
}

/** Times of a pool's commits, on this process's clock. */
export function watchCommits(pool: pg.Pool): Commits {
  const commits: Commits = { seen: 0, kept: 0 };
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...words: unknown[]) => Promise<unknown>;
    const watched = (...words: unknown[]) => {
      const answered = query(...words);
      const { text } = words[0] as { text?: string };
      const note = () => {
        commits.kept = performance.now();
        if (text === 'commit') commits.seen = commits.kept;
      };
      if (text === 'commit' || text === FLUSH.text) answered.then(note).catch(() => undefined);
      return answered;
    };
    client.query = watched as unknown as typeof client.query;
  });
  return commits;
}
