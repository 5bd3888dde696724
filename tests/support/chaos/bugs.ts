import { setTimeout as wait } from 'node:timers/promises';
import type { Agent } from '@/lib/domain/agent';
import { sql } from '@/lib/domain/sql';
import { isWriteTool, type Tool } from '@/lib/domain/tool';
import type { EnginePorts, EngineStore } from '@/lib/engine/ports';
import type { Database } from '@/lib/store/database';

/** Mistakes put in on purpose, to show that the checker would see them. */
export const bugs = ['retries-at-most-once', 'records-before-send', 'dropped-unique-key'] as const;
export type Bug = (typeof bugs)[number];

/** An engine that takes an unresolved dispatch for one that was never begun, and sends it again. */
export function retryingAtMostOnce(ports: EnginePorts): EnginePorts {
  const { store } = ports;
  const ours = new Set<string>();
  const pretended = new Set<string>();
  const wrapped: EngineStore = {
    ...store,
    lockExecution: async (transaction, callId) => {
      const execution = await store.lockExecution(transaction, callId);
      if (execution?.status !== 'dispatching' || ours.has(execution.id)) return execution;
      pretended.add(execution.id);
      return { ...execution, status: 'claimed' };
    },
    moveExecution: async (transaction, execution, from, to, ...rest) => {
      if (to === 'dispatching') ours.add(execution.id);
      if (to === 'dispatching' && pretended.delete(execution.id)) return;
      await store.moveExecution(transaction, execution, from, to, ...rest);
    },
  };
  return { ...ports, store: wrapped };
}

/** Tools that say it is done and only then begin. */
export function recordingBeforeSend(agent: Agent): Agent {
  const hasty = (tool: Tool): Tool => {
    if (!isWriteTool(tool) || tool.delivery === 'transactional') return tool;
    const execute = tool.execute.bind(tool);
    return {
      ...tool,
      execute: (args, context) => {
        void wait(2000)
          .then(() => execute(args, context))
          .catch(() => undefined);
        return Promise.resolve({ ref: args.ref ?? null, amount: args.amount ?? null });
      },
    };
  };
  return { ...agent, tools: agent.tools.map(hasty) };
}

/** A writer that makes every execution twice, in a database without the key that would refuse the second one. */
export async function dropUniqueKey(database: Database): Promise<void> {
  await database.query(sql`drop index execution_proposal_id_proposal_version_key`);
  await database.query(sql`
    create function make_execution_again() returns trigger language plpgsql as $$
    begin
      if pg_trigger_depth() > 1 then return null; end if;
      insert into execution (id, proposal_id, proposal_version, run_id, status, idempotency_key, args_hash, hold_until,
        execute_by)
      values (gen_random_uuid()::text, new.proposal_id, new.proposal_version, new.run_id, new.status,
              gen_random_uuid()::text, new.args_hash, new.hold_until, new.execute_by);
      return null;
    end $$`);
  await database.query(sql`
    create trigger execution_is_made_again after insert on execution for each row execute function make_execution_again()`);
}
