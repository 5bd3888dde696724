import type { z } from 'zod';
import { retailAgent } from '@/lib/agents/retail/agent';
import { loadStore, type StoreDocuments } from '@/lib/agents/retail/store/load-store';
import { readConfig } from '@/lib/config';
import type { Role } from '@/lib/domain/role';
import { defaultRunLimits } from '@/lib/domain/run';
import { sql } from '@/lib/domain/sql';
import { trustSettings } from '@/lib/domain/trust';
import { createModelCatalog } from '@/lib/model/catalog';
import type { Actor, Application } from '@/lib/services/application';
import { decideProposal } from '@/lib/services/proposals/decide-proposal';
import { startRun } from '@/lib/services/runs/start-run';
import { startEngine } from '@/lib/services/start-engine';
import { createToken } from '@/lib/services/users/create-token';
import { openDatabase } from '@/lib/store/database';
import { openListener } from '@/lib/store/listener';
import { startScriptedModelServer, type ScriptedTurn } from '@/lib/testing/scripted-model-server';
import { createRegistry } from '@/lib/tools/registry';
import { makeDatabase, type Stage } from '../stage';
import { plainTokens, tokensIn, type WireCall } from './provider';
import type { RecordedTask, RecordedTurn } from './recorded-tasks';

/** The sample's agent behind a scripted model on a socket, with everybody at hand who decides. */
export interface TaskPlayer {
  app: Application;
  /** Plays a conversation and gives every call that went over the wire, in order. */
  play(task: RecordedTask): Promise<WireCall[]>;
  close(): Promise<void>;
}

const limits = {
  ...defaultRunLimits,
  maxSteps: 100,
  maxCostUsd: 1000,
  maxActiveSeconds: 3600,
  maxStepsWithoutProgress: 100,
  maxRepeatedCalls: 100,
  maxPendingPerUserHour: 100_000,
};

/** Starts it on a database of its own, with these settings of the agent and the defaults where they say nothing. */
export async function startTaskPlayer(
  stage: Stage,
  store: StoreDocuments,
  settings: z.input<typeof trustSettings>,
): Promise<TaskPlayer> {
  const databaseUrl = await makeDatabase(stage, { migrated: true });
  let calls: WireCall[] = [];
  let turns: RecordedTurn[] = [];
  const server = await startScriptedModelServer((request, index) => {
    const turn = turns.shift() ?? { text: 'Is there anything else?', toolUses: [] };
    const outputTokens = tokensIn(JSON.stringify(turn));
    calls.push({ request, outputTokens });
    return { ...scriptedTurn(turn, index), usage: { inputTokens: plainTokens(request), outputTokens } };
  });
  const config = readConfig({
    DATABASE_URL: databaseUrl,
    NEXTAUTH_URL: 'http://127.0.0.1:3000',
    NEXTAUTH_SECRET: 'a secret for the bench, long enough to parse',
    ANTHROPIC_API_KEY: 'bench',
    ANTHROPIC_BASE_URL: server.url,
  });
  const trust = trustSettings.parse(settings);
  const registry = createRegistry([{ ...retailAgent, limits, trust }]);
  const app = { config, database: openDatabase(databaseUrl), registry };
  const listener = openListener(databaseUrl);
  const worker = startEngine(app, listener, createModelCatalog(config));
  const [customer, reviewer] = [await personOf(app, 'user'), await personOf(app, 'reviewer')];
  return {
    app,
    async play({ messages }) {
      await app.database.transaction((transaction) => loadStore(transaction, store));
      calls = [];
      let conversationId: string | undefined;
      for (const { text, turns: recorded } of messages) {
        turns = recorded.map((turn) => ({ ...turn }));
        const input = { agent: retailAgent.name, message: text, route: 'agent' as const };
        const { runId } = await startRun(app, customer, conversationId ? { ...input, conversationId } : input);
        conversationId = await approveUntilEnded(app, reviewer, runId);
      }
      return calls;
    },
    async close() {
      await worker.stop();
      await listener.close();
      await app.database.close();
      await server.close();
    },
  };
}

function scriptedTurn({ text, toolUses }: RecordedTurn, index: number): ScriptedTurn {
  const uses = toolUses.map((use, at) => ({ ...use, id: `toolu_${index}_${at}` }));
  return { ...(text === undefined ? {} : { text }), toolUses: uses };
}

/** Gives the run's conversation once it has ended; whatever waits meanwhile is approved as it stands. */
async function approveUntilEnded(app: Application, reviewer: Actor, runId: string): Promise<string> {
  for (;;) {
    const [run] = await app.database.query<{ status: string; conversationId: string }>(
      sql`select status, conversation_id from run where id = ${runId}`,
    );
    if (!run) throw new Error(`There is no run ${runId}.`);
    if (['succeeded', 'escalated', 'failed', 'cancelled', 'parked'].includes(run.status)) return run.conversationId;
    if (run.status === 'awaiting') await approveAll(app, reviewer, runId);
    await new Promise((resolve) => setTimeout(resolve, 4));
  }
}

async function approveAll(app: Application, reviewer: Actor, runId: string): Promise<void> {
  const waiting = await app.database.query<{ id: string; version: number; viewHash: string }>(
    sql`select id, version, view_hash from proposal where run_id = ${runId} and status = 'pending' order by position`,
  );
  for (const { id, version, viewHash } of waiting) {
    await decideProposal(app, reviewer, id, { verdict: 'approve', version, viewHash });
  }
}

async function personOf(app: Application, role: Role): Promise<Actor> {
  const email = `${role}@example.com`;
  await createToken(app, { email, role });
  const [user] = await app.database.query<{ id: string }>(sql`select id from app_user where email = ${email}`);
  if (!user) throw new Error(`The user ${email} was not made.`);
  return { userId: user.id, role, email, name: email, customerId: null, groups: [] };
}
