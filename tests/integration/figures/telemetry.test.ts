import { beforeAll, expect, it } from 'vitest';
import { sql } from '@/lib/domain/sql';
import type { Application } from '@/lib/services/application';
import { startRun } from '@/lib/services/runs/start-run';
import { createRunSender } from '@/lib/services/telemetry/send-runs';
import { readConfig } from '@/lib/config';
import { approve, proposalsOf, settled, startTestEngine } from '../../fixtures/engine';
import { createNotes, notesAgent } from '../../fixtures/notes-agent';
import { inTurn, scriptedCatalog, use } from '../../fixtures/scripted-catalog';
import { atEnd } from '../../support/at-end';
import { createPerson, type TestPerson } from '../../support/people';
import { attributesOf, startTelemetryReceiver } from '../../support/telemetry-receiver';
import { createTestApplication } from '../../support/test-application';

const secret = 'sk-planted-key-of-the-model';
const words = 'words that only the requester wrote';

let app: Application;
let mia: TestPerson;
let ravi: TestPerson;
let runId: string;

beforeAll(async () => {
  app = await createTestApplication([notesAgent], { ANTHROPIC_API_KEY: secret });
  await createNotes(app.database);
  mia = await createPerson(app, 'user');
  ravi = await createPerson(app, 'reviewer');
  const turns = [[use('read_note', { id: 'zzz' })], [use('append_note', { id: 'a', text: `${words} ${secret}` })]];
  startTestEngine(app, scriptedCatalog(inTurn(...turns)));
  ({ runId } = await startRun(app, mia, { agent: 'notes', message: `Please, ${words}.`, route: 'auto' }));
  await settled(app, mia, runId);
  for (const proposal of await proposalsOf(app, ravi, runId)) await approve(app, ravi, proposal);
  expect((await settled(app, mia, runId)).status).toBe('succeeded');
});

async function sendTo(environment: Record<string, string>) {
  const receiver = await startTelemetryReceiver();
  atEnd(() => receiver.close());
  const config = readConfig({
    DATABASE_URL: app.config.databaseUrl,
    ANTHROPIC_API_KEY: secret,
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20collector-key-1,x-team=support',
    ...environment,
  });
  const sender = createRunSender({ ...app, config });
  await sender.send([runId]);
  await sender.stop();
  return receiver;
}

it('draws a run as one trace in the conventions for generative AI', async () => {
  const receiver = await sendTo({});
  const spans = receiver.spans();
  expect(spans.map(({ name }) => name).toSorted()).toEqual([
    'chat scripted',
    'chat scripted',
    'chat scripted',
    'execute_tool append_note',
    'execute_tool read_note',
    'invoke_agent notes',
  ]);
  const root = spans.find(({ name }) => name === 'invoke_agent notes');
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
  expect(root?.parentSpanId ?? '').toBe('');
  for (const span of spans) {
    if (span !== root) expect(span.parentSpanId).toBe(root?.spanId);
    expect(BigInt(span.endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(span.startTimeUnixNano));
  }
  expect(root && attributesOf(root)).toMatchObject({
    'gen_ai.operation.name': 'invoke_agent',
    'gen_ai.agent.name': 'notes',
    'gen_ai.usage.input_tokens': 30,
    'gen_ai.usage.output_tokens': 15,
    'countersign.run.id': runId,
    'countersign.run.status': 'succeeded',
  });
  const chat = spans.find(({ name }) => name === 'chat scripted');
  expect(chat && attributesOf(chat)).toMatchObject({
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'anthropic',
    'gen_ai.request.model': 'scripted',
    'gen_ai.usage.input_tokens': 10,
  });
  const [failed, approved] = ['read_note', 'append_note'].map((tool) => spans.find(({ name }) => name.endsWith(tool)));
  expect(failed && attributesOf(failed)).toMatchObject({
    'gen_ai.tool.name': 'read_note',
    'error.type': expect.any(String) as string,
  });
  expect(failed?.status.code).toBe(2);
  expect(approved?.events.map(({ name }) => name)).toEqual(['countersign.decision']);
  expect(receiver.received[0]?.headers).toMatchObject({ authorization: 'Bearer collector-key-1', 'x-team': 'support' });
});

it('tells tokens and durations as metrics', async () => {
  const receiver = await sendTo({});
  const metrics = receiver.metrics();
  const tokens = metrics.find(({ name }) => name === 'gen_ai.client.token.usage');
  const [input] = (tokens?.histogram?.dataPoints ?? []).filter(
    (point) => attributesOf(point)['gen_ai.token.type'] === 'input',
  );
  expect(tokens?.unit).toBe('{token}');
  expect(input).toMatchObject({ sum: 30 });
  expect(Number(input?.count)).toBe(3);
  const duration = metrics.find(({ name }) => name === 'gen_ai.client.operation.duration');
  expect(duration?.unit).toBe('s');
  expect(Number(duration?.histogram?.dataPoints[0]?.count)).toBe(3);
});

it('sends no text unless content is switched on, and no secret even then', async () => {
  const without = await sendTo({});
  const bodies = () => without.received.map(({ body }) => body).join('\n');
  expect(bodies()).not.toContain(words);
  expect(bodies()).not.toContain(secret);
  const withContent = await sendTo({ OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'true' });
  const sent = withContent.received.map(({ body }) => body).join('\n');
  expect(sent).toContain(words);
  expect(sent).not.toContain(secret);
  const call = withContent.spans().find(({ name }) => name === 'execute_tool append_note');
  expect(call && attributesOf(call)['gen_ai.tool.call.arguments']).toContain('[secret]');
  const chat = withContent.spans().find(({ name }) => name === 'chat scripted');
  const input = chat && attributesOf(chat)['gen_ai.input.messages'];
  expect(JSON.parse(String(input))).toMatchObject([{ role: 'user', parts: [{ type: 'text' }] }]);
});

it('does nothing where there is no collector, and harms nothing where it does not answer', async () => {
  await createRunSender(app).send([runId]);
  const config = readConfig({
    DATABASE_URL: app.config.databaseUrl,
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
  });
  const sender = createRunSender({ ...app, config });
  await sender.send([runId]);
  expect(await app.database.query(sql`select status from run where id = ${runId}`)).toEqual([{ status: 'succeeded' }]);
});
