import { sql } from '@/lib/domain/sql';
import { openDatabase, type Database } from '@/lib/store/database';
import { findPassages } from '@/lib/tools/knowledge/find-passages';
import { rowOf } from '../report';
import { makeDatabase } from '../stage';
import type { Measure } from './measure';

const ARTICLES = 10_000;
const WORDS = 4000;
const MEASURE = 'knowledge search, 10,000 articles';

const queries = {
  'two rare words': (round: number) => `word${2000 + (round % 500)} word${3000 + (round % 700)}`,
  'a common and two rare words': (round: number) => `word3 word${900 + (round % 500)} word${1500 + (round % 700)}`,
  'a sentence without an answer': (round: number) => `how much is the nowhere${round} delivery to another planet`,
};

/** Every word stands in nearly every article, so it is told without a bar. */
const longest = {
  'four words of every article': (round: number) => `word${1 + (round % 4)} word${5 + (round % 4)} word10 word12`,
};

/** A search as the agent's tool makes it, over articles of 150 words in which few words are common and most rare. */
export const knowledge: Measure = {
  name: 'knowledge',
  title: MEASURE,
  run: async (stage) => {
    const database = openDatabase(await makeDatabase(stage, { migrated: true }), { maxConnections: 2 });
    try {
      await fill(database);
      const rounds = stage.quick ? 40 : 200;
      const rows = [];
      for (const [contender, query] of Object.entries({ ...queries, ...longest })) {
        const timings: number[] = [];
        for (let round = 0; round < rounds + 10; round += 1) {
          const from = performance.now();
          await findPassages(database.autocommit, { query: query(round), agent: 'retail', limit: 4 });
          if (round >= 10) timings.push(performance.now() - from);
        }
        const row = rowOf(MEASURE, contender, 'ms', timings);
        rows.push(contender in longest ? row : { ...row, bar: 'p95 < 100 ms', reached: row.p95 < 100 });
      }
      return rows;
    } finally {
      await database.close();
    }
  },
};

/** Word n stands about 1/n as often as the first one. */
async function fill(database: Database): Promise<void> {
  await database.query(sql`
    insert into knowledge_article (slug, version, title, body, tags, agents)
    select 'article-' || n, 1, 'About word' || (n * 7919 % ${WORDS}::int), words, '{}', '{}'
    from generate_series(1, ${ARTICLES}::int) n, lateral (
      select string_agg('word' || floor(power(${WORDS}::int, ((n * 7919 + at * 104729) % 10007) / 10007.0)), ' ') as words
      from generate_series(1, 150) at) as body`);
  await database.query(sql`analyze knowledge_article`);
}
