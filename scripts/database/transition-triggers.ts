import type pg from 'pg';
import { executionTransitions } from '@/lib/domain/execution';
import { proposalTransitions } from '@/lib/domain/proposal';
import { runTransitions } from '@/lib/domain/run';
import type { TransitionTable } from '@/lib/domain/transition';

/** The three machines by the table that holds their status. */
const machines: Record<string, TransitionTable<string>> = {
  run: runTransitions,
  proposal: proposalTransitions,
  execution: executionTransitions,
};

/** What makes the database refuse every change of status that the domain's tables do not list, as one function a machine. */
const functions = Object.entries(machines).map(([table, transitions]) => ({
  name: `refuse_${table}_transition`,
  table,
  body: bodyOf(table, transitions),
}));

/** A status that stays is a change of other columns, and no transition. */
function bodyOf(table: string, transitions: TransitionTable<string>): string {
  const steps = Object.entries(transitions).flatMap(([from, followers]) =>
    followers.filter((to) => to !== from).map((to) => `    ('${from}', '${to}')`),
  );
  return `
begin
  if (old.status::text, new.status::text) in (
${steps.join(',\n')}
  ) then
    return new;
  end if;
  raise exception 'A status of ${table} cannot go from % to %.', old.status, new.status using errcode = 'check_violation';
end `;
}

/** The SQL that brings a migrated database's triggers to what the domain's tables say; empty when they are. */
export async function diffToTransitions(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string; body: string }>(
    'select proname as name, prosrc as body from pg_proc join pg_trigger on tgfoid = pg_proc.oid where proname = any($1)',
    [functions.map(({ name }) => name)],
  );
  const present = new Map(rows.map(({ name, body }) => [name, body]));
  return functions
    .filter(({ name, body }) => present.get(name) !== body)
    .map(({ name, table, body }) => functionSql(name, body) + (present.has(name) ? '' : triggerSql(name, table)))
    .join('\n');
}

function functionSql(name: string, body: string): string {
  return `create or replace function ${name}() returns trigger language plpgsql as $$${body}$$;\n`;
}

function triggerSql(name: string, table: string): string {
  return (
    `create trigger ${name} before update of status on ${table}\n` +
    `  for each row when (old.status is distinct from new.status) execute function ${name}();\n`
  );
}
