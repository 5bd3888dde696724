import { beforeAll, describe, expect, it } from 'vitest';
import { executionTransitions } from '@/lib/domain/execution';
import { proposalTransitions } from '@/lib/domain/proposal';
import { runTransitions } from '@/lib/domain/run';
import { mayFollow, type TransitionTable } from '@/lib/domain/transition';
import { withClient } from '../../scripts/database/open-database';
import { createTestDatabase } from '../support/test-database';

const machines: [string, TransitionTable<string>][] = [
  ['run', runTransitions],
  ['proposal', proposalTransitions],
  ['execution', executionTransitions],
];

describe.each(machines)('the machine of %s, in the database', (table, transitions) => {
  const statuses = Object.keys(transitions);
  let url: string;

  beforeAll(async () => {
    ({ url } = await createTestDatabase());
  });

  it('lets exactly the listed transitions pass', async () => {
    const wanted = statuses.flatMap((from) =>
      statuses.filter((to) => from === to || mayFollow(transitions, from, to)).map((to) => `${from} → ${to}`),
    );
    expect(await transitionsThatPass(url, table, statuses)).toEqual(wanted);
  });
});

/** Every pair is tried on a row that has nothing but its status, in a table with those of the real one's triggers that refuse. */
function transitionsThatPass(url: string, table: string, statuses: readonly string[]): Promise<string[]> {
  return withClient(url, async (client) => {
    await client.query(`create temporary table probe as select status from ${table} with no data`);
    const { rows } = await client.query<{ definition: string }>(
      `select pg_get_triggerdef(oid) as definition from pg_trigger 
       where tgrelid = $1::regclass and tgname like 'refuse%transition'`,
      [table],
    );
    for (const { definition } of rows) {
      await client.query(definition.replace(/ ON \S+ /, ' ON probe '));
    }
    const passed: string[] = [];
    for (const from of statuses) {
      for (const to of statuses) {
        await client.query('delete from probe');
        await client.query(`insert into probe values ('${from}')`);
        const refused = await client.query(`update probe set status = '${to}'`).then(
          () => false,
          (error: Error) => error.message.includes(`cannot go from ${from} to ${to}`),
        );
        if (!refused) passed.push(`${from} → ${to}`);
      }
    }
    return passed;
  });
}
