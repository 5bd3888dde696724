import type pg from 'pg';

/** When the latest transaction of a pool was known to be committed, on this process's clock. */
export function watchCommits(pool: pg.Pool): { last: number } {
  const commits = { last: 0 };
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...words: unknown[]) => Promise<unknown>;
    const watched = (...words: unknown[]) => {
      const answered = query(...words);
      if ((words[0] as { text?: string }).text === 'commit')
        answered.then(() => (commits.last = performance.now())).catch(() => undefined);
      return answered;
    };
    client.query = watched as unknown as typeof client.query;
  });
  return commits;
}
