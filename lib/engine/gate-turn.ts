import { asSentence } from '@/lib/domain/sentence';
import { findTool, type Agent } from '@/lib/domain/agent';
import type { Confidence } from '@/lib/domain/confidence';
import type { ModelBlock } from '@/lib/domain/model';
import type { Provenance } from '@/lib/domain/provenance';
import { allCalls, type RunRecord } from '@/lib/domain/run-record';
import { HAPPENED_BEFORE, neverAutomatic } from '@/lib/domain/policy';
import { sendsOut } from '@/lib/domain/sends-out';
import type { Transaction } from '@/lib/domain/sql';
import type { Statement } from '@/lib/domain/stated-confidence';
import type { GateLayer } from '@/lib/domain/tool-call';
import { isWriteTool, type Refusal, type Tool, type ToolContext, type WriteTool } from '@/lib/domain/tool';
import { checkCall, unknownToolRefusal } from '@/lib/gate/check-call';
import { confidenceOf, type Doubts } from '@/lib/gate/confidence';
import type { JudgedRun } from '@/lib/gate/facts';
import { intakeArguments } from '@/lib/gate/intake';
import { judgeWrite } from '@/lib/gate/judge-write';
import { previewChain, type ChainResult } from '@/lib/gate/preview-chain';
import type { EvidenceIndex } from '@/lib/gate/provenance/evidence-index';
import { takeStatement } from '@/lib/gate/stated-confidence';
import { traceArguments } from '@/lib/gate/provenance/trace-arguments';
import { answerCheck, type AnswerCheck } from './answer-check';
import type { ConversationHistory } from './context';
import { gatherEvidence } from './gather-evidence';
import type { EnginePorts, KnownEffects, NewProposal, NewToolCall } from './ports';
import { newProposal } from './new-proposal';
import { findingsRefusal, HAS_FINDINGS, outboundFindings } from './outbound-texts';
import type { SecondChecks } from './second-check';
import { repetitionsAtEnd } from './stop-conditions';

type ToolUse = Extract<ModelBlock, { type: 'tool_use' }>;

/** What the gate made of one turn's tool calls, before anything is stored. */
export interface GatedTurn {
  calls: NewToolCall[];
  proposals: NewProposal[];
  notes: string[];
}

interface Draft {
  call: NewToolCall;
  tool: Tool | undefined;
  /** The call's argument text without what the model stated of its confidence. */
  inputText: string;
  stated: Statement;
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
  const proposals = evidence === null ? [] : await gateWrites(ports, record, drafts, { ...proposing, evidence });
  return { calls: drafts.map((draft) => draft.call), proposals, notes };
}

/** The context tools of this run are checked, previewed and executed in. */
export function toolContext(record: RunRecord, transaction: Transaction): ToolContext {
  const requester = { userId: record.userId, customerId: record.customerId };
  return { transaction, requester, agent: record.agent, runId: record.id };
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
  if (!tool) refuse(call, 'intake', unknownToolRefusal(use.name, names));
  else if (!intake.ok) refuse(call, 'intake', intake.refusal);
  return { call, tool, inputText, stated };
}

function refuse(call: NewToolCall, layer: GateLayer, refusal: Refusal): void {
  call.status = 'refused';
  call.refusedBy = layer;
  call.error = errorText(refusal);
}

/** The one sentence or two a refused call becomes for the model. */
export function errorText(refusal: Refusal): string {
  return refusal.hint === '' ? `Error: ${refusal.message}` : `Error: ${asSentence(refusal.message)} ${refusal.hint}`;
}

/** The second identical call in a row carries a warning; the one that reaches the limit is not executed. */
function stopRepetitions(record: RunRecord, drafts: readonly Draft[]): string[] {
  const notes: string[] = [];
  const calls: Pick<NewToolCall, 'name' | 'args'>[] = allCalls(record).map(({ name, args }) => ({ name, args }));
  for (const { call } of drafts) {
    calls.push(call);
    const repetitions = repetitionsAtEnd(calls);
    if (repetitions >= record.limits.maxRepeatedCalls) {
      refuse(call, 'repetition', {
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
    if (!checked.ok) refuse(call, checked.layer, checked.refusal);
  }
}

type Write = Draft & { tool: WriteTool };

/**
 * Previews the turn's writes as a chain and asks policy about each. A write that is refused after its preview must
 * not stand under the later ones, so the chain is drawn again without it until it holds.
 */
async function gateWrites(
  ports: EnginePorts,
  record: RunRecord,
  drafts: readonly Draft[],
  context: ProposingContext,
): Promise<NewProposal[]> {
  for (;;) {
    const writes = drafts.flatMap(({ tool, ...draft }) =>
      tool && isWriteTool(tool) && draft.call.status === 'awaiting' ? [{ ...draft, tool }] : [],
    );
    if (writes.length === 0) return [];
    const items = writes.map(({ tool, inputText }) => ({ tool, inputText }));
    const chain = await previewChain(items, context);
    const proposals = await proposeAll(ports, record, writes, chain, context);
    if (proposals !== null) return proposals;
  }
}

/** Null as soon as a write is refused on which the previews of the later ones were drawn. */
async function proposeAll(
  ports: EnginePorts,
  record: RunRecord,
  writes: readonly Write[],
  chain: readonly ChainResult[],
  context: ProposingContext,
): Promise<NewProposal[] | null> {
  const { transaction } = context;
  const pending = await ports.store.countPending(transaction, record.id, record.userId);
  const keys = writes.flatMap(({ tool }, index) => effectKeyOf(tool, chain[index]) ?? []);
  const effects = await ports.store.findEffects(transaction, keys);
  const proposals: NewProposal[] = [];
  for (const [index, write] of writes.entries()) {
    const result = chain[index];
    const proposal = result && (await proposeWrite(ports, record, write, result, context, { pending, effects }));
    if (!proposal && result?.ok) return null;
    if (!proposal) continue;
    proposals.push(proposal);
    if (proposal.effectKey !== null) effects.waiting.add(proposal.effectKey);
    if (proposal.status !== 'pending') continue;
    pending.run += 1;
    pending.userHour += 1;
  }
  return proposals;
}

function effectKeyOf(tool: WriteTool, result: ChainResult | undefined): string | null {
  return result?.ok ? tool.effectKey(result.args) : null;
}

interface ProposingContext extends ToolContext {
  /** Everything the model had before it. */
  evidence: EvidenceIndex;
  /** Checks a text that leaves the house. */
  check: AnswerCheck;
  checks: SecondChecks;
  /** What the run's record holds against the turn. */
  doubts: Doubts;
}

/** What already waits and bounds what else may be proposed. */
interface Waiting {
  pending: { run: number; userHour: number };
  effects: KnownEffects;
}

async function proposeWrite(
  ports: EnginePorts,
  record: RunRecord,
  { call, tool, stated }: Write,
  result: ChainResult,
  context: ProposingContext,
  { pending, effects }: Waiting,
): Promise<NewProposal | null> {
  if (!result.ok) return refusedWrite(call, result.refusal, result.layer);
  if (wasRejected(record, call.name, result.canonical)) return refusedWrite(call, REJECTED_BEFORE);
  const effectKey = tool.effectKey(result.args) ?? '';
  if (effects.waiting.has(effectKey)) return refusedWrite(call, ALREADY_PROPOSED);
  const texts = outboundFindings(tool, result.args, context.check);
  const refusal = findingsRefusal(record, tool.name, texts);
  if (refusal) return refusedWrite(call, refusal, 'semantic');
  const findings = [...texts, ...(context.checks.get(call.toolUseId) ?? [])];
  const policy = await ports.store.readPolicy(context.transaction, tool.name);
  const traced = traceArguments(result.args, tool.input, context.evidence);
  const provenance = { ...traced, taint: withWayOut(traced.taint, tool, context.evidence) };
  const confidence = callConfidence(record, provenance, { ...context.doubts, stated, findings: findings.length });
  const judged = judgeWrite(tool, result, policy, judgedRun(record, provenance.taint, confidence), 1);
  if (effects.happened.has(effectKey)) judged.verdict = neverAutomatic(judged.verdict, HAPPENED_BEFORE);
  if (findings.length > 0) judged.verdict = neverAutomatic(judged.verdict, HAS_FINDINGS);
  if (judged.verdict.verdict === 'deny') return refusedWrite(call, deniedRefusal(judged.verdict.gatedBy));
  const flooded = judged.verdict.verdict === 'require_approval' && floodRefusal(record, pending);
  if (flooded) return refusedWrite(call, flooded);
  call.args = result.canonical;
  const parts = {
    record,
    call,
    tool,
    write: result,
    policy,
    judged,
    provenance,
    confidence,
    findings,
    supersedesId: null,
  };
  return newProposal({ id: ports.newId(), ...parts });
}

function callConfidence(record: RunRecord, { values, taint }: Provenance, doubts: Doubts): Confidence {
  const madeUp = values.filter(({ source }) => source === 'made_up').length;
  return confidenceOf({ ...doubts, madeUp, tainted: taint !== null }, record.trust.confidence.unstated);
}

/** Who calls, from which run, for policy. */
export function judgedRun(record: RunRecord, taint: string | null, confidence: Confidence | null): JudgedRun {
  const { proposalThreshold } = record.trust.confidence;
  return { ...record, run: record, taint, confidence: confidence && confidence.value, proposalThreshold };
}

/** Private data, words of strangers and a way out: each harmless alone, together how data is stolen. */
function withWayOut(taint: string | null, tool: WriteTool, { holdsRecords }: EvidenceIndex): string | null {
  if (taint === null || !holdsRecords || !sendsOut(tool)) return taint;
  return `${taint}; it had read records of our own as well, and this call can carry them out`;
}

/** A person said no to this very call in this run. */
function wasRejected(record: RunRecord, name: string, args: string): boolean {
  return allCalls(record).some((call) => call.status === 'rejected' && call.name === name && call.args === args);
}

const REJECTED_BEFORE: Refusal = {
  message: 'A reviewer rejected this very call. It was not proposed again, and nothing was changed.',
  hint: 'Change what the reviewer found wrong, or tell the customer that it was not approved.',
};

const ALREADY_PROPOSED: Refusal = {
  message: 'This very effect is already proposed and waits for people. Nothing new was proposed.',
  hint: 'Tell the customer that it waits for approval; do not propose it again.',
};

function deniedRefusal(gatedBy: string): Refusal {
  return {
    message: `Policy does not allow this call (${gatedBy}). Nothing was sent.`,
    hint: 'Do not try it again; tell the customer or hand over.',
  };
}

function refusedWrite(call: NewToolCall, refusal: Refusal, layer: GateLayer = 'policy'): null {
  refuse(call, layer, refusal);
  return null;
}

/** Flooding the inbox is a threat of its own: past the agent's limits a write is refused instead of proposed. */
function floodRefusal(record: RunRecord, pending: { run: number; userHour: number }): Refusal | null {
  const hint = 'Wait for decisions on what is already proposed, or hand over.';
  if (pending.run >= record.limits.maxPendingPerRun) {
    return { message: `This run already has ${pending.run} proposals waiting for people.`, hint };
  }
  if (pending.userHour >= record.limits.maxPendingPerUserHour) {
    return { message: `This customer's runs made ${pending.userHour} proposals within the hour.`, hint };
  }
  return null;
}
