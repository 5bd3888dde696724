import { rm } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { verifyAudit } from '@/lib/audit/verify-audit';
import type { Role } from '@/lib/domain/role';
import { sql } from '@/lib/domain/sql';
import { createToken } from '@/lib/services/users/create-token';
import { openDatabase, type Database } from '@/lib/store/database';
import { dropUniqueKey, type Bug } from './bugs';
import { check, type Checked, type Findings } from './checker';
import { keepPaying, keepReconciling, type People, type Told } from './clients';
import { createCourierTable, deliveries as all, type CourierDelivery } from './courier-agent';
import { PatientClient } from './patient-client';
import { buildPrograms, freePorts, Program } from './programs';
import { seededChance, type Chance } from './random';
import { inHand, ledger, type Effect } from './receiver';

export interface ChaosOptions {
  databaseUrl: string;
  seconds: number;
  seed: number;
  webs?: number;
  workers?: number;
  /** Runs under way at the same time. */
  clients?: number;
  /** The shortest and the longest time between two kills. */
  killEveryMs?: readonly [number, number];
  /** The share of kills, from 0 to 1, that hit a worker while the receiver has a request of its in hand. */
  aimed?: number;
  bug?: Bug;
  /** What payments are drawn from; all classes when absent. */
  deliveries?: readonly CourierDelivery[];
  /** Kills workers only. */
  sparesWebs?: boolean;
  /** The longest the receiver takes to answer once it has acted. */
  slowMs?: number;
  /** How long runs may take to end once the killing is over. */
  patienceMs?: number;
}

export interface ChaosReport {
  seed: number;
  runs: number;
  decisions: number;
  kills: { web: number; worker: number };
  effects: number;
  caughtRepeats: number;
  deadLetters: number;
  reconciled: number;
  /** Executions by delivery and outcome. */
  executions: Record<string, number>;
  findings: Findings;
  /** True when nothing was found at fault. */
  green: boolean;
}

/**
 * Runs web and worker processes on one database with clients that propose and decide over HTTP, kills them at random,
 * lets everything come to its end and checks what is left. The seed decides what is done and who is killed after how
 * long; how the processes interleave is the machine's.
 */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { seed, databaseUrl, bug } = options;
  const folder = await buildPrograms();
  const database = openDatabase(databaseUrl, { maxConnections: 2 });
  const stage = await setStage(database, options, folder);
  try {
    if (bug === 'dropped-unique-key') await dropUniqueKey(database);
    const told = await play(stage, options);
    const { effects: outside, caughtRepeats } = ledger.parse(await (await fetch(`${stage.receiverUrl}/ledger`)).json());
    const effects = [...outside, ...(await ourLedger(database))];
    const audit = await verifyAudit(database, []);
    const auditFault = audit.state === 'whole' ? null : `audit:verify says ${JSON.stringify(audit)}`;
    const checked = await check({ effects, told, people: stage.people, auditFault });
    return report(seed, stage, told, { effects: effects.length, caughtRepeats }, checked);
  } finally {
    await Promise.all([...stage.programs, stage.receiver].map((program) => program.kill()));
    await database.close();
  }
}

interface Stage {
  people: People;
  programs: Program[];
  receiver: Program;
  receiverUrl: string;
}

async function setStage(database: Database, options: ChaosOptions, folder: string): Promise<Stage> {
  const { seed, databaseUrl, webs = 2, workers = 4, slowMs = 80, bug } = options;
  await database.query(createCourierTable);
  const receiver = new Program('receiver', folder, { SEED: String(seed), SLOW_MS: String(slowMs) });
  const receiverUrl = await receiver.start({ listen: true });
  const shared = { DATABASE_URL: databaseUrl, RECEIVER_URL: receiverUrl, ...(bug ? { BUG: bug } : {}) };
  const ports = await freePorts(webs);
  const programs = [
    ...ports.map((port) => new Program('web', folder, { ...shared, PORT: String(port) })),
    ...Array.from({ length: workers }, () => new Program('worker', folder, shared)),
  ];
  for (const program of programs) await program.start();
  const urls = ports.map((port) => `http://127.0.0.1:${port}`);
  const signIn = async (name: string, role: Role) =>
    new PatientClient(urls, await createToken({ database }, { email: `${name}@example.com`, role }));
  const several = (count: number, role: Role) =>
    Promise.all(Array.from({ length: count }, (_, index) => signIn(`${role}-${index}`, role)));
  const people = {
    requesters: await several(4, 'user'),
    reviewers: await several(4, 'reviewer'),
    admin: await signIn('admin', 'admin'),
  };
  return { people, programs, receiver, receiverUrl };
}

async function play(stage: Stage, options: ChaosOptions): Promise<Told> {
  const {
    seed,
    seconds,
    clients = 16,
    killEveryMs = [500, 2500],
    aimed = 0.5,
    patienceMs = 90_000,
    sparesWebs,
    deliveries = all,
  } = options;
  const { people, programs, receiverUrl } = stage;
  const told: Told = { runIds: [], decisions: [], deadLetters: 0, reconciled: 0, givenUp: false };
  const end = Date.now() + seconds * 1000;
  const inTime = () => Date.now() < end;
  let paying = true;
  const mortal = programs.filter(({ name }) => !sparesWebs || name === 'worker');
  const chance = seededChance(seed);
  const choose = async () => (chance.next() < aimed && (await whoSends(mortal, receiverUrl))) || chance.pick(mortal);
  const killing = keepKilling(choose, chance, killEveryMs, inTime);
  const reconciling = keepReconciling(people, told, receiverUrl, () => paying);
  const lanes = Array.from({ length: clients }, (_, lane) =>
    keepPaying(people, told, seededChance(seed + lane + 1), { goOn: inTime, name: `${seed}-${lane}`, deliveries }),
  );
  // Whoever waits for a run that never ends is given up on; the checker then finds that run.
  await Promise.race([
    Promise.all(lanes),
    Promise.all([reconciling, killing]),
    wait(seconds * 1000 + patienceMs, undefined, { ref: false }),
  ]);
  told.givenUp = true;
  await killing;
  await untilReconciled(stage, patienceMs);
  paying = false;
  await reconciling;
  return told;
}

async function keepKilling(
  choose: () => Promise<Program>,
  chance: Chance,
  every: readonly [number, number],
  goOn: () => boolean,
) {
  while (goOn()) {
    await wait(chance.between(...every));
    const program = await choose();
    await program.kill();
    await wait(chance.between(0, 400));
    await program.start();
  }
}

/** A program whose request the receiver has in hand; undefined when there is none for a second. */
async function whoSends(programs: readonly Program[], receiverUrl: string): Promise<Program | undefined> {
  const deadline = Date.now() + 1000;
  while (Date.now() < deadline) {
    const { senders } = inHand.parse(await (await fetch(`${receiverUrl}/in-hand`)).json());
    const found = programs.find(({ pid }) => pid !== undefined && senders.includes(pid));
    if (found) return found;
    await wait(2);
  }
  return undefined;
}

/** Waits until nobody is asked any more whether something happened. */
async function untilReconciled({ people }: Stage, patienceMs: number): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    const { text } = await people.admin.send('/inbox?status=pending&kind=unknown_outcome&limit=1');
    if ((JSON.parse(text) as { items: unknown[] }).items.length === 0) return;
    await wait(250);
  }
}

async function ourLedger(database: Database): Promise<Effect[]> {
  return database.query<Effect>(sql`select ref, amount, 0 as at from payment`);
}

function report(
  seed: number,
  { programs }: Stage,
  told: Told,
  counted: { effects: number; caughtRepeats: number },
  { findings, executions }: Checked,
): ChaosReport {
  const killsOf = (name: string) =>
    programs.filter((program) => program.name === name).reduce((sum, { kills }) => sum + kills, 0);
  return {
    seed,
    runs: told.runIds.length,
    decisions: told.decisions.length,
    kills: { web: killsOf('web'), worker: killsOf('worker') },
    ...counted,
    deadLetters: told.deadLetters,
    reconciled: told.reconciled,
    executions: Object.fromEntries([...executions].toSorted()),
    findings,
    green: Object.values(findings).every((found: string[]) => found.length === 0),
  };
}

/** Takes away what building the programs left behind. */
export async function removePrograms(): Promise<void> {
  await rm(await buildPrograms(), { recursive: true, force: true });
}
