import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SqlStatement } from '@/lib/domain/sql';
import { openDatabase, type Database } from '@/lib/store/database';
import { blocksOf } from '@/lib/testing/message-rules';
import { startScriptedModelServer } from '@/lib/testing/scripted-model-server';
import { caseMessage, scriptedCases, type ScriptedMoment } from '../../fixtures/scripted-cases';
import { openDatabase as openCluster } from '../../../scripts/database/open-database';
import { startApplication } from '../../support/application';
import { test as inBrowsers } from './desk';

/** As the classifier gives it. */
interface FrontDoorAnswer {
  intent: string;
  confidence: number;
  outOfScope?: boolean;
  question?: string;
}

/** An application with a store of its own, whose agent is played by a script. */
interface ScriptedApplication {
  url: string;
  /** Sets what the agent does next; gives the message that makes it do so. */
  plan(...moments: ScriptedMoment[]): string;
  /** Sets what the front door makes of this message, however often it is asked; it sends the others to the agent. */
  understand(message: string, answer: FrontDoorAnswer): string;
  /** Changes the data beneath the application, as time or another system would. */
  query(statement: SqlStatement): Promise<void>;
  change(work: (database: Database) => Promise<unknown>): Promise<void>;
  /** Ends the server and its database and starts both again at the same address, on the same data. */
  restart(): Promise<void>;
}

/** Changes the data beneath a running application. */
export async function changeData(dataDir: string, work: (database: Database) => Promise<unknown>): Promise<void> {
  const cluster = await openCluster({ dataDir, databaseUrl: undefined });
  const database = openDatabase(cluster.url, { maxConnections: 1 });
  await work(database);
  await database.close();
  await cluster.release();
}

/** Browser tests against an application whose model is scripted. */
export const test = inBrowsers.extend<object, { scripted: ScriptedApplication; alone: string }>({
  /** Names a file that counts what waits: it shares no application with another file's leftovers. */
  alone: ['', { scope: 'worker', option: true }],
  scripted: [
    async ({}, use) => {
      const dataDir = await mkdtemp(join(tmpdir(), 'countersign-scripted-'));
      const cases = scriptedCases();
      const understood = new Map<string, FrontDoorAnswer>();
      const model = await startScriptedModelServer(cases.script, {
        classify: ({ messages }) => {
          const [question] = messages[0] ? blocksOf(messages[0]) : [];
          const { message } = JSON.parse(String(question?.text)) as { message: string };
          const answer = understood.get(message);
          return answer && { text: JSON.stringify(answer) };
        },
      });
      const env = { ANTHROPIC_API_KEY: 'scripted', ANTHROPIC_BASE_URL: model.url };
      let application = await startApplication({ dataDir, env });
      const { url } = application;
      let planned = 0;
      const change = (work: (database: Database) => Promise<unknown>) => changeData(dataDir, work);
      await use({
        url,
        plan: (...moments) => {
          const id = `plan-${(planned += 1)}`;
          cases.set(id, moments);
          return caseMessage(id);
        },
        change,
        query: (statement) => change((database) => database.query(statement)),
        understand: (message, answer) => {
          understood.set(message, { outOfScope: false, ...answer });
          return message;
        },
        restart: async () => {
          await application.stop();
          application = await startApplication({ dataDir, env, port: Number(new URL(url).port) });
        },
      });
      await application.stop();
      await model.close();
      await rm(dataDir, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ scripted }, use) => use(scripted.url),
});

export { expect } from './desk';
