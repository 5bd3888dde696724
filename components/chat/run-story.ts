import type { z } from 'zod';
import type { Json } from '@/lib/domain/json';
import { passagesIn, SEARCH_KNOWLEDGE, type Passage } from '@/lib/domain/knowledge';
import type { RunEvent, RunEventType, runEventData } from '@/lib/domain/run-event';

type Data<Type extends RunEventType> = z.infer<(typeof runEventData)[Type]>;

/** A read as the story tells it; a write is told by its gate. */
export interface CallLine {
  kind: 'call';
  callId: string;
  name: string;
  args: Json;
  status: string;
  error?: string;
}

/** A gated call: what was proposed, what people said, what came of it. */
export interface GateLine {
  kind: 'gate';
  callId: string;
  created: Data<'proposal.created'>;
  decided?: Data<'proposal.decided'>;
  /** Approved, and kept back by a rate limit until it was sent after all. */
  held?: Data<'execution.held'>;
  execution?: Data<'execution.finished'>;
}

export interface TextLine {
  kind: 'text';
  step: number;
  text: string;
}

export interface RunStory {
  lines: (CallLine | GateLine | TextLine)[];
  status: string;
  /** Its model is away, and it is tried again by itself. */
  waitsForModel: boolean;
  /** What the run ended with. */
  reply?: string;
  /** What was read in the knowledge base. */
  articles: Passage[];
  /** Answered by rules rather than a model. */
  rulesMode: boolean;
}

/** Tells a run from its events. Text of an attempt that was tried again, here or by another worker, is void. */
export function tellRun(events: readonly RunEvent[]): RunStory {
  const story: RunStory = { lines: [], status: 'queued', waitsForModel: false, articles: [], rulesMode: false };
  const attempts = new Map<number, number>();
  for (const event of events) tell(story, attempts, event);
  return story;
}

function tell(story: RunStory, attempts: Map<number, number>, { type, data }: RunEvent): void {
  switch (type) {
    case 'run.status':
      return changeStatus(story, data as Data<'run.status'>);
    case 'run.finished':
      return finish(story, attempts, data as Data<'run.finished'>);
    case 'step.started':
      changeStatus(story, { status: 'running' });
      attempts.delete((data as Data<'step.started'>).step);
      return;
    case 'text.delta':
      return addText(story, attempts, data as Data<'text.delta'>);
    case 'step.finished':
      attempts.delete((data as Data<'step.finished'>).step);
      return finishStep(story, data as Data<'step.finished'>);
    case 'tool.called':
      return startCall(story, data as Data<'tool.called'>);
    case 'tool.finished':
      return finishCall(story, data as Data<'tool.finished'>);
    case 'proposal.created':
      return openGate(story, data as Data<'proposal.created'>);
    case 'proposal.decided':
      return changeGate(story, data as Data<'proposal.decided'>, (gate, decided) => ({ ...gate, decided }));
    case 'execution.held':
      return changeGate(story, data as Data<'execution.held'>, (gate, held) => ({ ...gate, held }));
    case 'execution.finished':
      return finishExecution(story, data as Data<'execution.finished'>);
  }
}

function changeStatus(story: RunStory, { status, reason }: Data<'run.status'>): void {
  story.status = status;
  story.waitsForModel = status === 'queued' && reason === 'model_unavailable';
}

/** An undoing is told by the conversation, which knows of those after the run's end too. */
function finishExecution(story: RunStory, finished: Data<'execution.finished'>): void {
  if (finished.reverts === undefined) changeGate(story, finished, (gate, execution) => ({ ...gate, execution }));
}

function finish(story: RunStory, attempts: ReadonlyMap<number, number>, { status, reply }: Data<'run.finished'>): void {
  story.status = status;
  // What was streamed of a step that never was finished is void: nobody stands behind it.
  if (status === 'escalated') {
    story.lines = story.lines.filter((line) => line.kind !== 'text' || !attempts.has(line.step));
  }
  if (reply !== undefined) story.reply = reply;
}

/** The text that is the reply, finished or still being written; undefined while the agent is at something else. */
export function replyOf({ lines, reply, status }: RunStory): string | undefined {
  if (reply !== undefined) return reply;
  const last = lines.at(-1);
  return status === 'running' && last?.kind === 'text' && last.text ? last.text : undefined;
}

function addText(story: RunStory, attempts: Map<number, number>, delta: Data<'text.delta'>): void {
  const line = textLine(story, delta.step);
  if (attempts.get(delta.step) !== delta.attempt) line.text = '';
  attempts.set(delta.step, delta.attempt);
  line.text += delta.text;
}

function finishStep(story: RunStory, { step, model, text }: Data<'step.finished'>): void {
  story.rulesMode ||= model === 'rules';
  if (text || story.lines.some((line) => line.kind === 'text' && line.step === step)) textLine(story, step).text = text;
}

function textLine(story: RunStory, step: number): TextLine {
  const known = story.lines.find((line): line is TextLine => line.kind === 'text' && line.step === step);
  if (known) return known;
  const line: TextLine = { kind: 'text', step, text: '' };
  story.lines.push(line);
  return line;
}

function startCall(story: RunStory, { callId, name, args, status }: Data<'tool.called'>): void {
  story.lines.push({ kind: 'call', callId, name, args, status });
}

function finishCall(story: RunStory, { callId, name, status, output, error }: Data<'tool.finished'>): void {
  if (name === SEARCH_KNOWLEDGE) story.articles.push(...passagesIn(output));
  story.lines = story.lines.map((line) =>
    line.kind === 'call' && line.callId === callId
      ? { ...line, status, ...(error === undefined ? {} : { error }) }
      : line,
  );
}

/** The gate takes the place of its call, or of the gate it supersedes. */
function openGate(story: RunStory, created: Data<'proposal.created'>): void {
  const gate: GateLine = { kind: 'gate', callId: created.callId, created };
  const place = story.lines.findIndex((line) => line.kind !== 'text' && line.callId === created.callId);
  if (place < 0) story.lines.push(gate);
  else story.lines[place] = gate;
}

function changeGate<Change extends { proposalId: string }>(
  story: RunStory,
  change: Change,
  apply: (gate: GateLine, change: Change) => GateLine,
): void {
  story.lines = story.lines.map((line) =>
    line.kind === 'gate' && line.created.proposalId === change.proposalId ? apply(line, change) : line,
  );
}
