import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { SMTPServer } from 'smtp-server';
import { registerAgentAnswer } from '@/lib/api/contract/outside-agent';
import { startScriptedModelServer } from '@/lib/testing/scripted-model-server';
import { readPassword } from '../../scripts/database/cluster';
import { openDatabase } from '../../scripts/database/open-database';
import { caseMessage, scriptedCases } from '../fixtures/scripted-cases';
import { startApplication } from '../support/application';
import { projectCommand } from '../support/project-command';
import { startTelemetryReceiver } from '../support/telemetry-receiver';
import { textInDatabase } from '../support/text-in-database';
import { email, lookUp, sendTo } from './support/plans';

const apiKey = 'sk-ant-planted-A1b2C3d4E5f6G7h8';
const authSecret = 'planted-nextauth-secret-0123456789abcdef';
const mailPassword = 'planted-smtp-p4ssw0rd';
const oidcSecret = 'planted-oidc-client-secret';
const slackToken = 'xoxb-planted-slack-token';
const collectorKey = 'planted-collector-key-1';
const metricsToken = 'planted-metrics-token-1';
const password = 'planted-user-passw0rd';
const wrongPassword = 'planted-wrong-guess-1';

const billing = {
  name: 'billing',
  owner: 'Billing team',
  purpose: 'Pays money back.',
  tools: [
    {
      name: 'refund',
      description: 'Refunds an order.',
      inputSchema: { type: 'object', properties: { order: { type: 'string' } }, required: ['order'] },
      reversibility: 'irreversible',
    },
  ],
};

/** Takes a login and refuses it in the worst possible way: by repeating it. */
async function startMailServer(): Promise<{ url: string; close(): void }> {
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username, password: given }, _session, answer) =>
      answer(new Error(`no such login ${username} with ${given}`)),
  });
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  return { url: `smtp://planted-user:${mailPassword}@127.0.0.1:${port}`, close: () => server.close() };
}

test('no secret leaves the place it belongs to, whatever goes wrong', async () => {
  test.setTimeout(180_000);
  const dataDir = await mkdtemp(join(tmpdir(), 'countersign-secrets-'));
  const cases = scriptedCases();
  const quotesKey = {
    status: 401,
    body: { type: 'error', error: { type: 'authentication_error', message: `bad key ${apiKey}` } },
  };
  const model = await startScriptedModelServer(cases.script);
  const mail = await startMailServer();
  const collector = await startTelemetryReceiver();
  const application = await startApplication({
    dataDir,
    env: {
      ANTHROPIC_API_KEY: apiKey,
      ANTHROPIC_BASE_URL: model.url,
      NEXTAUTH_SECRET: authSecret,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: `x-key=${collectorKey}`,
      // With every text along, none of them may be a secret.
      OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'true',
      METRICS_TOKEN: metricsToken,
      SMTP_URL: mail.url,
      SLACK_BOT_TOKEN: slackToken,
      SLACK_API_URL: 'http://127.0.0.1:9/api',
      OIDC_ISSUER: 'https://login.example.com',
      OIDC_CLIENT_ID: 'countersign',
      OIDC_CLIENT_SECRET: oidcSecret,
    },
  });
  const database = await openDatabase({ dataDir, databaseUrl: undefined });
  try {
    const tokenOf = async (role: string) =>
      (await projectCommand(dataDir, 'token', '--email', `${role}@planted.example`, '--role', role))
        .trim()
        .split('\n')
        .at(-1) ?? '';
    const tokens = { user: await tokenOf('user'), reviewer: await tokenOf('reviewer'), admin: await tokenOf('admin') };
    const answers: string[] = [];
    const ask = async (as: string, path: string, init: RequestInit = {}) => {
      const headers = { authorization: `Bearer ${as}`, accept: 'application/json', 'content-type': 'application/json' };
      const response = await fetch(`${application.url}/api/v1${path}`, { ...init, headers });
      const text = await response.text();
      answers.push(`${path} ${text}`, JSON.stringify([...response.headers]));
      return text;
    };
    const post = (as: string, path: string, body: unknown) =>
      ask(as, path, { method: 'POST', body: JSON.stringify(body) });
    const session = await signInWithPassword(application.url, dataDir, answers);

    // An outside agent gets its secrets once, and then speaks for itself.
    const registered = await fetch(`${application.url}/api/v1/agents`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tokens.admin}`, 'content-type': 'application/json' },
      body: JSON.stringify(billing),
    });
    const { token: agentToken, signingSecret } = registerAgentAnswer.parse(await registered.json());
    const call = { agent: billing.name, tool: 'refund', args: { order: 'A1' }, summary: 'Refund A1' };
    await post(agentToken, '/proposals', { ...call, callbackUrl: 'http://127.0.0.1:9/hook' });
    await post(agentToken, '/proposals', { ...call, args: { order: 5 } });

    // A story in which the mail server, the model and people are all wrong at some time.
    cases.set('mail', [{ toolUses: [email('mia@example.com', 'Hello', 'There')] }, { text: 'It was refused.' }]);
    cases.set('key', [quotesKey]);
    cases.set('look', [{ toolUses: [lookUp('#W1000001'), sendTo('1 Elm St', '#W1000001')] }, { text: 'Done.' }]);
    const runs: string[] = [];
    for (const id of ['mail', 'key', 'look']) {
      const started = await post(tokens.user, '/runs', { agent: 'retail', message: caseMessage(id), route: 'agent' });
      runs.push((JSON.parse(started) as { run: { id: string } }).run.id);
    }
    for (const runId of runs) await untilStill(() => ask(tokens.user, `/runs/${runId}`));
    const inbox = JSON.parse(await ask(tokens.reviewer, '/inbox?view=team')) as {
      items: { kind: string; proposalId?: string }[];
    };
    for (const { proposalId } of inbox.items) {
      if (!proposalId) continue;
      const { proposal } = JSON.parse(await ask(tokens.reviewer, `/proposals/${proposalId}`)) as {
        proposal: object & { version: number; viewHash: string };
      };
      const { version, viewHash } = proposal;
      await post(tokens.reviewer, `/proposals/${proposalId}/decisions`, { verdict: 'approve', version, viewHash });
    }
    for (const runId of runs) await untilStill(() => ask(tokens.user, `/runs/${runId}`));
    await post(tokens.user, '/runs', { agent: 'retail', message: 5, apiKey: 'unknown' });
    await ask('cs_unknown_token', '/me');
    await ask(tokens.user, '/runs', { method: 'POST', body: '{"agent":' });
    await ask(tokens.user, '/runs', { method: 'DELETE' });
    for (const runId of runs) for (const path of ['', '/events']) await ask(tokens.admin, `/runs/${runId}${path}`);
    for (const path of [
      '/conversations',
      '/runs',
      '/tools',
      '/inbox?view=history',
      '/mail',
      '/agents/retail',
      '/openapi.json',
      '/me',
    ]) {
      await ask(tokens.admin, path);
    }
    const metrics = await fetch(`${application.url}/api/metrics`, {
      headers: { authorization: `Bearer ${metricsToken}` },
    });
    answers.push(await metrics.text());
    await expect.poll(() => collector.spans().length, { timeout: 15_000 }).toBeGreaterThan(3);
    const audit = await ask(tokens.admin, '/audit');
    await projectCommand(dataDir, 'audit-verify');

    const secrets = {
      apiKey,
      authSecret,
      mailPassword,
      mailLogin: Buffer.from(`\0planted-user\0${mailPassword}`).toString('base64'),
      oidcSecret,
      slackToken,
      collectorKey,
      metricsToken,
      password,
      wrongPassword,
      session,
      databasePassword: await readPassword(dataDir),
      agentToken,
      signingSecret,
      ...tokens,
    };
    const rows = await textInDatabase(database.url);
    const places: Record<string, string> = {
      log: application.output(),
      answers: answers.join('\n'),
      audit,
      prompts: JSON.stringify(model.requests),
      telemetry: collector.received.map(({ body }) => body).join('\n'),
      ...Object.fromEntries(rows.map(({ table, text }, index) => [`${table} ${index}`, text])),
    };
    // What was searched is really there.
    expect(places.answers).toContain('did not take it');
    expect(places.answers).toContain('answered 401');
    expect(rows.some(({ table }) => table === 'public.prompt_part')).toBe(true);
    expect(audit.length).toBeGreaterThan(500);
    const found = Object.entries(secrets).flatMap(([name, secret]) => {
      expect(secret.length, name).toBeGreaterThan(10);
      return Object.entries(places).flatMap(([place, text]) => (text.includes(secret) ? [`${name} in ${place}`] : []));
    });
    expect(found).toEqual([]);
  } finally {
    await application.stop();
    await database.release();
    await model.close();
    await collector.close();
    mail.close();
    await rm(dataDir, { recursive: true, force: true });
  }
});

/** An admin with a password signs in, after a wrong guess; gives the session's cookie. */
async function signInWithPassword(url: string, dataDir: string, answers: string[]): Promise<string> {
  const address = 'ana@planted.example';
  const root = resolve(import.meta.dirname, '../..');
  const command = spawn(process.execPath, ['scripts/run.mjs', 'admin', '--email', address], {
    cwd: root,
    env: { ...process.env, DATA_DIR: dataDir },
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  command.stdin.end(`${password}\n`);
  await once(command, 'exit');
  let session = '';
  for (const given of [wrongPassword, password]) {
    const asked = await fetch(`${url}/api/auth/csrf`);
    const { csrfToken } = (await asked.json()) as { csrfToken: string };
    const cookie = asked.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    const answer = await fetch(`${url}/api/auth/callback/credentials`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie, origin: url, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ csrfToken, email: address, password: given, json: 'true' }),
    });
    answers.push(await answer.text());
    const set = answer.headers.getSetCookie().find((one) => one.startsWith('countersign.session='));
    session = set?.split(';')[0]?.split('=')[1] ?? session;
  }
  return session;
}

async function untilStill(read: () => Promise<string>): Promise<void> {
  await expect
    .poll(async () => (JSON.parse(await read()) as { run: { status: string } }).run.status, { timeout: 30_000 })
    .not.toMatch(/queued|running/);
}
