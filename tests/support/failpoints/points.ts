import type { Agent } from '@/lib/domain/agent';
import type { Transaction } from '@/lib/domain/sql';
import { isWriteTool, type Tool } from '@/lib/domain/tool';
import type { EnginePorts, EngineStore, ModelCatalog } from '@/lib/engine/ports';

/** Where a worker can come to grief, in the order a run passes; see docs/reliability.md. */
export const points = [
  'C0 before: model not asked',
  'C0 after: model replied',
  'C1 before: turn not committed',
  'C1 after: turn stored',
  'C3 after: run claimed, execution ready',
  'C4 after: execution claimed, not committed',
  'C5 after: dispatch stored, not sent',
  'C6 after: sent, not recorded',
  'C7 before: outcome not committed',
  'C7 after: outcome stored',
] as const;
export type Point = (typeof points)[number];

/** What happens to whoever reaches a point; it happens once. */
export interface Failpoints {
  reach(runId: string, point: Point): Promise<void>;
}

/** The same ports with these points on the way. Production code knows nothing of them. */
export function withFailpoints(ports: EnginePorts, failpoints: Failpoints): EnginePorts {
  const { reach } = failpoints;
  const transactions = new WeakMap<Transaction, PassedThrough>();
  return {
    ...ports,
    store: watchedStore(ports.store, reach, transactions),
    models: watchedModels(ports.models, reach),
    agent: (name) => watchedAgent(ports.agent(name), reach, transactions),
  };
}

type Reach = Failpoints['reach'];

/** What one transaction of the engine has done so far. */
interface PassedThrough {
  runId: string;
  dispatched: boolean;
  before: Point[];
  after: Point[];
}

function watchedStore(
  store: EngineStore,
  reach: Reach,
  transactions: WeakMap<Transaction, PassedThrough>,
): EngineStore {
  return {
    ...store,
    commit: async (claim, activeMs, work) => {
      const { runId } = claim;
      const passed: PassedThrough = { runId, dispatched: false, before: [], after: [] };
      const result = await store.commit(claim, activeMs, async (transaction) => {
        transactions.set(transaction, passed);
        const worked = await work(transaction);
        for (const point of passed.before) await reach(runId, point);
        return worked;
      });
      for (const point of passed.after) await reach(runId, point);
      return result;
    },
    insertStep: async (transaction, runId, step) => {
      await store.insertStep(transaction, runId, step);
      transactions.get(transaction)?.before.push('C1 before: turn not committed');
      transactions.get(transaction)?.after.push('C1 after: turn stored');
    },
    loadRecord: async (claim) => {
      const { runId } = claim;
      const record = await store.loadRecord(claim);
      const calls = record.steps.flatMap((step) => step.calls);
      if (calls.some(({ execution }) => execution?.status === 'ready')) {
        await reach(runId, 'C3 after: run claimed, execution ready');
      }
      return record;
    },
    moveExecution: async (transaction, execution, from, to, ...rest) => {
      await store.moveExecution(transaction, execution, from, to, ...rest);
      const passed = transactions.get(transaction);
      if (!passed) return;
      if (to === 'claimed') await reach(passed.runId, 'C4 after: execution claimed, not committed');
      else if (to === 'dispatching') {
        passed.dispatched = true;
        passed.after.push('C5 after: dispatch stored, not sent');
      } else if (to !== 'ready' && to !== 'aborted') {
        passed.before.push('C7 before: outcome not committed');
        passed.after = ['C7 after: outcome stored'];
      }
    },
  };
}

function watchedModels(models: ModelCatalog, reach: Reach): ModelCatalog {
  return {
    ...models,
    choose: (record, agent, purpose) => {
      const { model, port } = models.choose(record, agent, purpose);
      const call: typeof port.call = async (...rest) => {
        await reach(record.id, 'C0 before: model not asked');
        const turn = await port.call(...rest);
        await reach(record.id, 'C0 after: model replied');
        return turn;
      };
      return { model, port: { estimateCostUsd: (request) => port.estimateCostUsd(request), call } };
    },
  };
}

/** A transactional tool's execute also draws previews, in transactions that dispatch nothing. */
function watchedAgent(agent: Agent, reach: Reach, transactions: WeakMap<Transaction, PassedThrough>): Agent {
  const watched = (tool: Tool): Tool => {
    if (!isWriteTool(tool)) return tool;
    const execute = tool.execute.bind(tool) as (
      ...given: Parameters<typeof tool.execute>
    ) => ReturnType<typeof tool.execute>;
    const watching: typeof execute = async (args, context) => {
      const answer = await execute(args, context);
      const sent = tool.delivery !== 'transactional' || transactions.get(context.transaction)?.dispatched === true;
      if (sent) await reach(context.runId ?? '', 'C6 after: sent, not recorded');
      return answer;
    };
    return { ...tool, execute: watching } as Tool;
  };
  return { ...agent, tools: agent.tools.map(watched) };
}
