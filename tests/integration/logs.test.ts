import pino from 'pino';
import { beforeAll, expect, it } from 'vitest';
import type { Application } from '@/lib/services/application';
import { log } from '@/lib/services/log';
import { startRun } from '@/lib/services/runs/start-run';
import { approve, proposalsOf, settled, startTestEngine } from '../fixtures/engine';
import { createNotes, notesAgent } from '../fixtures/notes-agent';
import { inTurn, scriptedCatalog, use } from '../fixtures/scripted-catalog';
import { createPerson, type TestPerson } from '../support/people';
import { createTestApplication } from '../support/test-application';

const words = 'words of the requester alone';
const lines: Record<string, unknown>[] = [];

let app: Application;
let mia: TestPerson;
let ravi: TestPerson;

beforeAll(async () => {
  app = await createTestApplication([notesAgent]);
  await createNotes(app.database);
  mia = await createPerson(app, 'user');
  ravi = await createPerson(app, 'reviewer');
  const stream = (log as unknown as Record<symbol, { write(line: string): void }>)[pino.symbols.streamSym as symbol];
  if (!stream) throw new Error('The log has no stream.');
  stream.write = (line) => void lines.push(JSON.parse(line) as Record<string, unknown>);
  // Two runs at once, whose second step breaks; what is logged of one must never carry the other's ids.
  startTestEngine(app, scriptedCatalog(inTurn([use('read_note', { id: 'a' })], [use('post_note', { text: 'break' })])));
});

it('says of every line of a run which run and step it is of, and nothing of what was said', async () => {
  const ids = await Promise.all(
    [1, 2].map(async () => {
      const { runId } = await startRun(app, mia, { agent: 'notes', message: words, route: 'auto' });
      await settled(app, mia, runId);
      for (const proposal of await proposalsOf(app, ravi, runId)) await approve(app, ravi, proposal);
      await settled(app, mia, runId);
      return runId;
    }),
  );
  const told = lines.filter(({ msg }) => msg === 'A run step failed');
  expect(told.map(({ runId }) => runId).toSorted()).toEqual(ids.toSorted());
  for (const line of told)
    expect(line).toMatchObject({ level: 50, agent: 'notes', step: 1, err: { message: 'The connection broke.' } });
  expect(JSON.stringify(lines)).not.toContain(words);
});
