import { readFileSync } from 'node:fs';
import type { Json, JsonObject } from '@/lib/domain/json';
import type { StoreDocuments } from '@/lib/agents/retail/store/load-store';
import { casesPath } from './cases';

/** One step from one document to the next, in RFC 6901 paths from the store's root. */
export interface RecordedChange {
  path: string;
  op: 'add' | 'replace' | 'remove';
  before?: Json;
  after?: Json;
}

export interface RecordedCall {
  name: string;
  args: JsonObject;
  access: 'read' | 'write' | 'handoff';
  /** Absent where nothing could go wrong. */
  error?: boolean;
  output?: string;
  diff?: RecordedChange[];
  replay_differs?: boolean;
  /** Its index and the size of the batch it was made in. */
  parallel?: [number, number];
}

export interface RecordedTask {
  task_id: string;
  user_id: string;
  actions: RecordedCall[];
  final_jcs_sha256: string;
  final_diff: RecordedChange[];
}

export interface RecordedTrajectory {
  trajectory_id: string;
  /** Absent where the recording does not say. */
  user_id?: string;
  bench: 'tau-bench' | 'tau2-bench';
  calls: RecordedCall[];
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

/**
 * The calls of a trajectory that can be compared. Where the two benchmarks' stores differ the first rules: the second
 * one's calls are left out from the first on that replaces several items, replaces an item by itself, or writes an order
 * whose items were replaced before.
 */
export function countedCalls({ bench, calls }: RecordedTrajectory): RecordedCall[] {
  if (bench === 'tau-bench') return calls;
  const modified = new Set<unknown>();
  const end = calls.findIndex((call) => {
    if (call.access !== 'write') return false;
    if (modified.has(call.args.order_id)) return true;
    if (call.name !== 'modify_pending_order_items') return false;
    if (!call.error) modified.add(call.args.order_id);
    const [items, newItems] = [call.args.item_ids, call.args.new_item_ids] as string[][];
    return !items || items.length > 1 || items.some((item) => newItems?.includes(item));
  });
  return end === -1 ? calls : calls.slice(0, end);
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
