import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Webhook } from 'standardwebhooks';
import { registerAgentAnswer, type RegisterAgentAnswer } from '@/lib/api/contract/outside-agent';
import { decisionAnswer, proposalAnswer } from '@/lib/api/contract/proposal';
import { ApiClient } from '../support/api-client';
import { startApplication, type RunningApplication } from '../support/application';
import { codeBlocks } from '../support/guide';
import { projectCommand, projectExit } from '../support/project-command';
import { startReceiver } from '../support/receiver';

const projectRoot = resolve(import.meta.dirname, '../..');
const START_PATIENCE_MS = 400_000;

/** The blocks of the guide: how to register, the agent, and how it knows a genuine callback. */
const [register, agentScript, genuine] = codeBlocks('outside-agent.md');

let folder: string;
let application: RunningApplication;
let registered: RegisterAgentAnswer;
let reviewer: ApiClient;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-outside-'));
  application = await startApplication({ dataDir: join(folder, 'data'), env: { DEMO: 'on' } });
  const command = (register?.code ?? '').replace('http://127.0.0.1:3000', application.url);
  const env = { ...process.env, DATA_DIR: join(folder, 'data') };
  const { stdout } = await promisify(execFile)('sh', ['-ec', command], { cwd: projectRoot, env });
  registered = registerAgentAnswer.parse(JSON.parse(stdout));
  await writeFile(join(folder, 'agent.mjs'), agentScript?.code ?? '');
  await writeFile(join(folder, 'genuine.mjs'), genuine?.code ?? '');
  const tokenOf = ['token', '--email', 'rita@example.com', '--role', 'reviewer'];
  const printed = await projectCommand(join(folder, 'data'), ...tokenOf);
  reviewer = new ApiClient(application.url, printed.trim().split('\n').at(-1) ?? '');
}, START_PATIENCE_MS);

afterAll(async () => {
  await application.stop();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

interface Script {
  child: ChildProcess;
  ended: Promise<unknown>;
  printed(): string;
}

/** Starts the agent of the guide, as it stands there, in a folder with nothing of ours in it. */
function startScript(order: string, cents: number): Script {
  const settings = { COUNTERSIGN_URL: application.url, COUNTERSIGN_TOKEN: registered.token };
  const env = { PATH: process.env.PATH ?? '', NODE_ENV: 'production' as const, ...settings };
  const child = spawn(process.execPath, ['agent.mjs', order, String(cents)], { cwd: folder, env });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (printed += part.toString()));
  return { child, ended: once(child, 'exit'), printed: () => printed };
}

/** Waits until the script has proposed; gives the proposal's id. */
async function proposedBy(script: Script): Promise<string> {
  await expect.poll(() => script.printed(), { timeout: 20_000 }).toMatch(/^proposed \S+\n/);
  return /^proposed (\S+)/.exec(script.printed())?.[1] ?? '';
}

async function decide(id: string, decision: object) {
  const { proposal } = await reviewer.ask(`/proposals/${id}`, proposalAnswer);
  const body = { version: proposal.version, viewHash: proposal.viewHash, ...decision };
  return reviewer.ask(`/proposals/${id}/decisions`, decisionAnswer, { method: 'POST', body });
}

it('an outside script proposes, is killed, comes back, finds its decision and reports its outcome', async () => {
  const first = startScript('A100', 4200);
  const id = await proposedBy(first);
  first.child.kill('SIGKILL');
  await first.ended;

  await decide(id, { verdict: 'edit', args: { order: 'A100', cents: 2100 } });
  const second = startScript('A100', 4200);
  await second.ended;
  expect(second.printed()).toBe(`proposed ${id}\napproved succeeded {"cents":2100,"order":"A100"}\n`);

  const third = startScript('A100', 4200);
  await third.ended;
  expect(third.printed()).toBe(`proposed ${id}\napproved succeeded {"cents":2100,"order":"A100"}\n`);
  const { proposal } = await reviewer.ask(`/proposals/${id}`, proposalAnswer);
  expect(proposal.execution).toMatchObject({ status: 'succeeded', output: { refunded: { cents: 2100 } } });
});

it('it obeys a rejection, and its effect stays undone', async () => {
  const script = startScript('A200', 100);
  const id = await proposedBy(script);
  await decide(id, { verdict: 'reject', reason: 'It was no mistake.' });
  await script.ended;
  expect(script.printed()).toBe(`proposed ${id}\nrejected  {"cents":100,"order":"A200"}\n`);
});

it('the running application tells a receiver, whose check by the guide’s lines agrees with the library', async () => {
  const receiver = await startReceiver();
  const agent = new ApiClient(application.url, registered.token);
  const call = { agent: 'refunds', tool: 'refund', args: { order: 'A300', cents: 1 }, summary: 'Refund A300' };
  const body = { ...call, callbackUrl: receiver.url };
  const { proposal } = await agent.ask('/proposals', proposalAnswer, { method: 'POST', body });
  await decide(proposal.id, { verdict: 'approve' });
  await expect.poll(() => receiver.received.length, { timeout: 20_000 }).toBe(1);
  const [{ headers, body: sent } = { headers: {}, body: '' }] = receiver.received;
  expect(new Webhook(registered.signingSecret).verify(sent, headers)).toMatchObject({ type: 'proposal.approved' });
  const { isGenuine } = (await import(join(folder, 'genuine.mjs'))) as {
    isGenuine(secret: string, headers: Record<string, string>, body: string): boolean;
  };
  expect(isGenuine(registered.signingSecret, headers, sent)).toBe(true);
  expect(isGenuine(registered.signingSecret, headers, `${sent} `)).toBe(false);
});

it('the audit log is whole after all of it', async () => {
  const { code } = await projectExit({ DATA_DIR: join(folder, 'data') }, 'audit-verify');
  expect(code).toBe(0);
});
