import type { Confidence } from '@/lib/domain/confidence';
import type { Provenance } from '@/lib/domain/provenance';
import { allCalls, type RunRecord } from '@/lib/domain/run-record';
import { HAPPENED_BEFORE, neverAutomatic } from '@/lib/domain/policy';
import { sendsOut } from '@/lib/domain/sends-out';
import type { Statement } from '@/lib/domain/stated-confidence';
import type { GateLayer } from '@/lib/domain/tool-call';
import { isWriteTool, type Refusal, type Tool, type ToolContext, type WriteTool } from '@/lib/domain/tool';
import { confidenceOf, type Doubts } from '@/lib/gate/confidence';
import type { JudgedRun } from '@/lib/gate/facts';
import { judgeWrite } from '@/lib/gate/judge-write';
import { previewChain, type ChainResult } from '@/lib/gate/preview-chain';
import type { EvidenceIndex } from '@/lib/gate/provenance/evidence-index';
import { traceArguments } from '@/lib/gate/provenance/trace-arguments';
import type { AnswerCheck } from './answer-check';
import type { EnginePorts, KnownEffects, NewProposal, NewToolCall } from './ports';
import { newProposal } from './new-proposal';
import { findingsRefusal, HAS_FINDINGS, outboundFindings } from './outbound-texts';
import { refuseCall } from './refuse-call';
import type { SecondChecks } from './second-check';

/** A call of a turn on its way through the gate. */
export interface Draft {
  call: NewToolCall;
  tool: Tool | undefined;
  /** The call's argument text without what the model stated of its confidence. */
  inputText: string;
  stated: Statement;
}

type Write = Draft & { tool: WriteTool };

/**
 * Previews the turn's writes as a chain and asks policy about each. A write that is refused after its preview must
 * not stand under the later ones, so the chain is drawn again without it until it holds.
 */
export async function proposeWrites(
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
  refuseCall(call, layer, refusal);
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
