import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StoreDocuments } from '@/lib/agents/retail/store/load-store';
import { projectRoot } from '../../project-root';

/** What the model answers at one point of a recorded conversation. */
export interface RecordedTurn {
  text?: string;
  toolUses: { name: string; input: unknown }[];
}

/** One recorded conversation: each of the user's messages with the turns the model took for it. */
export interface RecordedTask {
  id: string;
  messages: { text: string; turns: RecordedTurn[] }[];
}

interface RecordedStep {
  t: 'user' | 'assistant' | 'tool_call';
  text?: string;
  name?: string;
  args?: unknown;
  parallel?: [number, number];
}

const folder = join(process.env.CASES_DIR ?? join(projectRoot, '../shared/cases'), 'tau');

/** The recorded conversations of the retail agents; null when they are not on this machine. */
export function readRecordedTasks(): { tasks: RecordedTask[]; store: StoreDocuments } | null {
  if (!existsSync(join(folder, 'retail-db.json'))) return null;
  const files = readdirSync(join(folder, 'trajectories')).filter((name) => name.includes('-retail-'));
  const lines = files.flatMap((name) =>
    readFileSync(join(folder, 'trajectories', name), 'utf8')
      .trim()
      .split('\n'),
  );
  const tasks = lines.map((line, index) => {
    const { trajectory_id: id, steps } = JSON.parse(line) as { trajectory_id: string; steps: RecordedStep[] };
    return { id: `${index}:${id}`, messages: messagesOf(steps) };
  });
  const store = JSON.parse(readFileSync(join(folder, 'retail-db.json'), 'utf8')) as StoreDocuments;
  return { tasks: tasks.filter(({ messages }) => messages.length > 0), store };
}

/** What the user says last, to end the recording, is answered by nobody and left out. */
function messagesOf(steps: readonly RecordedStep[]): RecordedTask['messages'] {
  const messages: RecordedTask['messages'] = [];
  for (const step of steps) {
    if (step.t === 'user') messages.push({ text: step.text ?? '', turns: [] });
    else messages.at(-1)?.turns.push(...nextTurn(step, messages.at(-1)?.turns.at(-1)));
  }
  return messages.filter(({ text, turns }) => turns.length > 0 && text.trim() !== '');
}

/** A call belongs to the words before it, or to the batch of calls it was made in; otherwise it is a turn of its own. */
function nextTurn({ t, text = '', name = '', args, parallel }: RecordedStep, turn: RecordedTurn | undefined) {
  if (t === 'assistant') return text.trim() === '' ? [] : [{ text, toolUses: [] }];
  const use = { name, input: args };
  const joins = turn !== undefined && (turn.toolUses.length === 0 || (parallel?.[0] ?? 0) > 0);
  if (!joins) return [{ toolUses: [use] }];
  turn.toolUses.push(use);
  return [];
}
