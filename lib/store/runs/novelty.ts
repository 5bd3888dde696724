import { sql, type SqlStatement } from '@/lib/domain/sql';

/** Fewer of its runs, or fewer words in the message, tell nothing. */
const FEWEST_RUNS = 20;
const FEWEST_WORDS = 3;

/**
 * An expression for how new a message is to an agent: the share of its words, 0 to 1, that stand in none of the messages
 * of the agent's last 100 succeeded runs (of the last 1,000 runs of all). Words are what the `simple` dictionary makes of
 * the text, of three letters or more, and are known also as a part of a longer one; what holds a digit or an @ is an id or an address, which is always new and says
 * nothing. Null when there is too little to tell. One look at bounded many rows, so that it costs the same for ever.
 */
export function noveltyOf(agent: string, message: string): SqlStatement {
  return sql`(
    with word as materialized (
      select lexeme from unnest(to_tsvector('simple', left(${message}, 4000)))
      where length(lexeme) > 2 and lexeme !~ '[0-9@]'
    ), past as materialized (
      select count(*) as runs, lower(string_agg(left(message, 500), ' ')) as words
      from (
        select message from (select agent, status, message from run order by created_at desc, id desc limit 1000) latest
        where agent = ${agent} and status = 'succeeded' limit 100
      ) succeeded
    )
    select case when count(*) >= ${FEWEST_WORDS} and min(past.runs) >= ${FEWEST_RUNS}
             then (count(*) filter (where position(lexeme in past.words) = 0))::float / count(*) end
    from word, past)`;
}
