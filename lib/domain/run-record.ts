import type { AnswerFinding } from './answer';
import type { Confidence } from './confidence';
import type { Understanding } from './front-door';
import type { StepContext } from './context-settings';
import type { ModelBlock } from './model';
import type { ExecutionStatus } from './execution';
import type { RunLimits, RunRoute, RunStatus } from './run';
import { splitStatement, type Statement } from './stated-confidence';
import type { BudgetCaps } from './spend';
import type { ToolCallStatus } from './tool-call';
import type { TrustSettings } from './trust';

/** The execution an approval made for a call, as far as it decides what the run does next. */
export interface ExecutionRecord {
  id: string;
  status: ExecutionStatus;
  /** What was approved. */
  proposalId: string;
  proposalVersion: number;
  holdUntil: Date;
  /** Its tool's rate limit keeps it until then; null when it never did. */
  heldUntil: Date | null;
  /** Neither sent nor looked up before. */
  retryAt: Date | null;
  /** Approved by policy rather than by a person. */
  automatic: boolean;
  /** The tool that carries it out: the call's own, or the one that stands in for it. */
  tool: string;
}

/** The undoing of a call's effect; `unknown` when nobody knows whether it took place. */
export interface RevertRecord {
  status: 'succeeded' | 'unknown';
  /** The name of the person who undid it. */
  by: string;
  at: Date;
}

export interface CallRecord {
  id: string;
  stepIndex: number;
  index: number;
  toolUseId: string;
  name: string;
  /** The model's own arguments in canonical form; null when the intake refused them. */
  args: string | null;
  /** What ran or would run instead, when a reviewer edited them. */
  editedArgs: string | null;
  status: ToolCallStatus;
  /** The tool's output as JSON text. */
  output: string | null;
  error: string | null;
  execution: ExecutionRecord | null;
  revert: RevertRecord | null;
}

export interface StepRecord {
  index: number;
  model: string;
  /** As it was asked for; null when that was not written down. */
  askedModel: string | null;
  /** Tokens of the prompt it answered, cached ones too. */
  promptTokens: number;
  blocks: ModelBlock[];
  stopReason: string;
  /** Null for a step of an earlier release. */
  confidence: Confidence | null;
  notes: string[];
  /** What its prompt was made of; null for a step of a release that did not keep it. */
  context: StepContext | null;
  /** What is wrong with its text, which nobody outside has read then. */
  findings: AnswerFinding[];
  calls: CallRecord[];
}

/** Everything the loop decides from: state is data, so a run can wait days and outlive a deploy. */
export interface RunRecord {
  id: string;
  conversationId: string;
  agent: string;
  userId: string;
  customerId: string | null;
  status: RunStatus;
  /** The kill switch holds the agent, or everything. */
  halted: boolean;
  /**
   * Tools whose systems, and models whose provider, did not answer when they were last called; of all others nobody need
   * ask before a call.
   */
  failingTools: string[];
  route: RunRoute;
  message: string;
  messagePosition: number;
  guidance: string | null;
  limits: RunLimits;
  /** What stands around the model, as it was set when the run started. */
  trust: TrustSettings;
  /** What the front door made of the message; null before it was asked, and when it is not. */
  intent: Understanding | null;
  /** The share of the message's words that the agent's last runs did not hold; null when there is too little to tell. */
  novelty: number | null;
  /** The organisation's caps as they are now. */
  budget: BudgetCaps;
  activeMs: number;
  costUsd: number;
  /** Times it was set aside because its model was away. */
  modelWaits: number;
  /** When the record was read, by the database's clock, which every deadline in it follows. */
  readAt: Date;
  steps: StepRecord[];
}

/** All calls of a run in the order the model made them. */
export function allCalls(record: RunRecord): CallRecord[] {
  return record.steps.flatMap((step) => step.calls);
}

/** The text a step says to people: its text blocks, joined, without what it states of its confidence. */
export function textOf(blocks: readonly ModelBlock[]): string {
  return splitStatement(wordsOf(blocks)).text.trim();
}

/** What a step states of its confidence. */
export function statementOf(blocks: readonly ModelBlock[]): Statement {
  return splitStatement(wordsOf(blocks)).stated;
}

function wordsOf(blocks: readonly ModelBlock[]): string {
  return blocks.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('');
}
