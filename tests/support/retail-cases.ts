import { readFileSync } from 'node:fs';
import type { Json, JsonObject } from '@/lib/domain/json';
import type { StoreDocuments } from '@/lib/agents/retail/store/load-store';
import { casesPath } from './cases';

/** One step from one document to the next, in RFC 6901 paths from the store's root. */
export interface RecordedChange {
  path: string;
  op: 'add' | 'replace' | 'remove';
  after?: Json;
}

export interface RecordedCall {
  name: string;
  args: JsonObject;
  access: 'read' | 'write' | 'handoff';
  error: boolean;
  output?: string;
  diff?: RecordedChange[];
  replay_differs?: boolean;
}

export interface RecordedTask {
  task_id: string;
  actions: RecordedCall[];
  final_jcs_sha256: string;
}

export interface RecordedTrajectory {
  trajectory_id: string;
  bench: 'tau-bench' | 'tau2-bench';
  calls: RecordedCall[];
  final_jcs_sha256?: string;
}

export const trajectoryFiles = [
  'tau1-retail-grok-3',
  'tau2-retail-gpt-4.1',
  'tau2-retail-gpt-4.1-sft',
  'tau2-retail-toolorchestra',
];

export function readStoreDocuments(): StoreDocuments {
  return JSON.parse(readCase('tau/retail-db.json')) as StoreDocuments;
}

/** The same store as the second benchmark had it: its customers carry their id. */
export function withUserIds(documents: StoreDocuments): StoreDocuments {
  const entries = Object.entries(documents.users).map(([id, user]) => [id, { ...user, user_id: id }] as const);
  return { ...documents, users: Object.fromEntries(entries) };
}

export function readTasks(): RecordedTask[] {
  return readLines<RecordedTask>('tau/retail-tasks.jsonl');
}

export function readTrajectories(file: string): RecordedTrajectory[] {
  type Line = Omit<RecordedTrajectory, 'calls'> & { steps: (RecordedCall & { t: string })[] };
  return readLines<Line>(`tau/trajectories/${file}.jsonl`).map(({ steps, ...run }) => ({
    ...run,
    calls: steps.filter((step) => step.t === 'tool_call'),
  }));
}

function readLines<Line>(name: string): Line[] {
  return readCase(name)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

function readCase(name: string): string {
  const path = casesPath(name);
  if (path === undefined) throw new Error(`The case ${name} is not here. Set CASES_DIR.`);
  return readFileSync(path, 'utf8');
}
