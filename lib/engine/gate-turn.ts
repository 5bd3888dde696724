import { findTool, type Agent } from '@/lib/domain/agent';
import type { ModelBlock } from '@/lib/domain/model';
import { allCalls, type RunRecord } from '@/lib/domain/run-record';
import type { Transaction } from '@/lib/domain/sql';
import { isWriteTool, type ToolContext } from '@/lib/domain/tool';
import { checkCall, unknownToolRefusal } from '@/lib/gate/check-call';
import type { Doubts } from '@/lib/gate/confidence';
import { intakeArguments } from '@/lib/gate/intake';
import { takeStatement } from '@/lib/gate/stated-confidence';
import { answerCheck } from './answer-check';
import type { ConversationHistory } from './context';
import { gatherEvidence } from './gather-evidence';
import type { EnginePorts, NewProposal, NewToolCall } from './ports';
import { proposeWrites, type Draft } from './propose-writes';
import { refuseCall } from './refuse-call';
import type { SecondChecks } from './second-check';
import { repetitionsAtEnd } from './stop-conditions';
import { toolContext } from './tool-context';

type ToolUse = Extract<ModelBlock, { type: 'tool_use' }>;

/** What the gate made of one turn's tool calls, before anything is stored. */
export interface GatedTurn {
  calls: NewToolCall[];
  proposals: NewProposal[];
  notes: string[];
}

interface Turned {
  record: RunRecord;
  history: ConversationHistory;
  agent: Agent;
  /** What the run's record holds against the turn. */
  doubts: Doubts;
  /** What a second model holds against the turn's calls. */
  checks: SecondChecks;
}

/**
 * Passes every call of a turn through the gate: schema, semantic and authorization layers for all, then a preview
 * and policy's verdict for the writes, which are chained in call order as one group.
 */
export async function gateTurn(
  ports: EnginePorts,
  transaction: Transaction,
  { record, history, agent, doubts, checks }: Turned,
  blocks: readonly ModelBlock[],
): Promise<GatedTurn> {
  const uses = blocks.filter((block): block is ToolUse => block.type === 'tool_use');
  const context = toolContext(record, transaction);
  const drafts = uses.map((use, index) => draftCall(ports, record, agent, use, index));
  const notes = stopRepetitions(record, drafts);
  await checkReads(drafts, context);
  const mayWrite = drafts.some(({ call }) => call.status === 'awaiting');
  const evidence = mayWrite ? gatherEvidence(record, history, agent) : null;
  const check = answerCheck(record, history, agent);
  const proposing = { ...context, doubts, check, checks };
  const proposals = evidence === null ? [] : await proposeWrites(ports, record, drafts, { ...proposing, evidence });
  return { calls: drafts.map((draft) => draft.call), proposals, notes };
}

function draftCall(ports: EnginePorts, record: RunRecord, agent: Agent, use: ToolUse, index: number): Draft {
  const tool = findTool(agent, use.name);
  const { inputText, stated } = takeStatement(tool, use.inputText);
  const intake = intakeArguments(inputText);
  const call: NewToolCall = {
    id: ports.newId(),
    stepIndex: record.steps.length,
    index,
    toolUseId: use.id,
    name: use.name,
    inputText: use.inputText,
    args: intake.ok ? intake.canonical : null,
    status: tool && isWriteTool(tool) ? 'awaiting' : 'ready',
    error: null,
    refusedBy: null,
  };
  const names = agent.tools.map((candidate) => candidate.name);
  if (!tool) refuseCall(call, 'intake', unknownToolRefusal(use.name, names));
  else if (!intake.ok) refuseCall(call, 'intake', intake.refusal);
  return { call, tool, inputText, stated };
}

/** The second identical call in a row carries a warning; the one that reaches the limit is not executed. */
function stopRepetitions(record: RunRecord, drafts: readonly Draft[]): string[] {
  const notes: string[] = [];
  const calls: Pick<NewToolCall, 'name' | 'args'>[] = allCalls(record).map(({ name, args }) => ({ name, args }));
  for (const { call } of drafts) {
    calls.push(call);
    const repetitions = repetitionsAtEnd(calls);
    if (repetitions >= record.limits.maxRepeatedCalls) {
      refuseCall(call, 'repetition', {
        message: `${call.name} was called ${repetitions} times in a row with the same arguments; this call did not run.`,
        hint: 'Use the result you already have, or hand over.',
      });
    } else if (repetitions >= 2) {
      notes.push(
        `Warning: you have called ${call.name} ${repetitions} times in a row with the same arguments. ` +
          `The run stops at ${record.limits.maxRepeatedCalls} in a row.`,
      );
    }
  }
  return notes;
}

async function checkReads(drafts: readonly Draft[], context: ToolContext): Promise<void> {
  for (const { call, tool, inputText } of drafts) {
    if (!tool || call.status !== 'ready') continue;
    const checked = await checkCall(tool, inputText, context);
    if (!checked.ok) refuseCall(call, checked.layer, checked.refusal);
  }
}
