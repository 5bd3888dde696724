import type { AnswerFinding } from '@/lib/domain/answer';
import type { Agent } from '@/lib/domain/agent';
import type { BusinessEvent } from '@/lib/domain/business-event';
import type { Confidence } from '@/lib/domain/confidence';
import type { StepContext } from '@/lib/domain/context-settings';
import type { ModelPort, ModelPurpose, ModelRequest, ModelTurn, ModelUsage } from '@/lib/domain/model';
import type { ExecutionStatus } from '@/lib/domain/execution';
import type { CurrentPolicy, EscalateTo, RateLimit } from '@/lib/domain/policy';
import type { Understanding } from '@/lib/domain/front-door';
import type { Preview } from '@/lib/domain/proposal';
import type { ValueProvenance } from '@/lib/domain/provenance';
import type { EscalationReason } from '@/lib/domain/run';
import type { ReachedCap, Reservation } from '@/lib/domain/spend';
import type { RunRecord } from '@/lib/domain/run-record';
import type { NewRunEvent } from '@/lib/domain/run-event';
import type { Transaction } from '@/lib/domain/sql';
import type { GateLayer, ToolCallStatus } from '@/lib/domain/tool-call';
import type { Circumstances } from '@/lib/domain/facts';
import type { ConversationHistory } from './context';

/** A worker's hold on a run. Every commit names the fence; a commit with a stale one changes nothing. */
export interface Claim {
  runId: string;
  fence: number;
}

/** Thrown inside a transaction whose claim another worker took over or a person cancelled; it rolls back. */
export class StaleClaim extends Error {
  constructor(claim: Claim) {
    super(`Run ${claim.runId} is no longer held with fence ${claim.fence}.`);
    this.name = 'StaleClaim';
  }
}

export interface NewStep {
  index: number;
  turn: ModelTurn;
  request: ModelRequest;
  confidence: Confidence;
  context: StepContext;
  /** Why another model than the usual one was asked. */
  routed: string | null;
  notes: string[];
  findings: AnswerFinding[];
  startedAt: Date;
}

/** A call of a model beside a run's turns, or one for a turn that never came. */
export interface NewModelCall {
  id: string;
  /** The step it belongs to or comes before. */
  stepIndex: number;
  purpose: ModelPurpose;
  model: string;
  request: ModelRequest;
  /** What the model said; null when nothing that can be read came back. */
  answer: string | null;
  /** Why there is no answer, or why this one could not be used. */
  error: string | null;
  usage: ModelUsage;
  costUsd: number;
  latencyMs: number;
}

export interface NewToolCall {
  id: string;
  stepIndex: number;
  index: number;
  toolUseId: string;
  name: string;
  inputText: string;
  args: string | null;
  status: ToolCallStatus;
  error: string | null;
  /** The layer of the gate that refused it; null when none did. */
  refusedBy: GateLayer | null;
}

/** A write that passed the gate, as it is stored: every member is part of what people see or what will run. */
export interface NewProposal {
  id: string;
  /** Null, with the call, when an outside agent proposes it. */
  runId: string | null;
  toolCallId: string | null;
  groupId: string;
  position: number;
  agent: string;
  tool: string;
  requesterId: string;
  version: number;
  status: 'pending' | 'approved';
  args: string;
  proposedArgs: string;
  summary: string;
  preview: Preview;
  targetVersion: string;
  toolHash: string;
  policyVersion: number;
  viewHash: string;
  reversibility: string;
  delivery: string;
  gatedBy: string;
  requiredApprovals: number;
  approvers: string[];
  holdSeconds: number;
  effectKey: string | null;
  provenance: ValueProvenance[];
  taint: string | null;
  /** What a check holds against it; with any it is never automatic. */
  findings: AnswerFinding[];
  /** Null for an outside agent's, of which nobody knows. */
  confidence: Confidence | null;
  supersedesId: string | null;
  settledBy: string | null;
  /** What policy looked at besides the arguments and the preview's before-state. */
  circumstances: Circumstances;
  /** The taught rule that let it run by itself, if one did. */
  taughtRuleId: string | null;
  expiresInSeconds: number;
  /** Who is asked too when nobody decides; null for nobody. */
  escalateTo: EscalateTo | null;
}

/** What the audit log says of an execution that goes from one status to the next. */
export interface MovableExecution {
  id: string;
  /** Null, with the version, when it undoes another execution. */
  proposalId: string | null;
  proposalVersion: number | null;
  revertsExecutionId: string | null;
  runId: string | null;
  argsHash: string;
}

/** An approved execution as the executor reads it, locked in its transaction. */
export interface DispatchableExecution extends MovableExecution {
  status: ExecutionStatus;
  idempotencyKey: string;
  callId: string;
  stepIndex: number;
  /** The call's index in its turn. */
  position: number;
  toolUseId: string;
  proposalId: string;
  proposalVersion: number;
  tool: string;
  args: string;
  proposedArgs: string;
  provenance: ValueProvenance[];
  findings: AnswerFinding[];
  taint: string | null;
  confidence: Confidence | null;
  toolHash: string;
  targetVersion: string;
  policyVersion: number;
  requiredApprovals: number;
  automatic: boolean;
  /** True when the approval's time is over, by the database's clock. */
  overdue: boolean;
  /** Times it was sent before. */
  attempts: number;
  /** Seconds since it was first sent; null when it was not. */
  sentSecondsAgo: number | null;
}

/** `waitSeconds` is null when the call may go on; `failing` when the last call did not reach the tool's system. */
export interface Admission {
  waitSeconds: number | null;
  failing: boolean;
}

/** Effect keys that somebody asked for before. */
export interface KnownEffects {
  /** They wait for a decision, are on their way, or may still be. */
  waiting: Set<string>;
  /** They took place. */
  happened: Set<string>;
}

export interface CallOutcome {
  callId: string;
  status: ToolCallStatus;
  output: string | null;
  error: string | null;
  /** How old the output is when it was kept from an earlier call; null when the tool was asked. */
  cachedSeconds?: number | null;
}

/** Names a read's answer, and what it reads: a collection (`*` for anything) and, unless it is all of it, a record. */
export interface CacheKey {
  key: string;
  tool: string;
  seconds: number;
  collection: string;
  record: string | null;
}

/** `changes` counts our writes to what is read; null while one is on its way, when nothing may be kept. */
export interface FoundResult {
  hit: { output: string; ageSeconds: number } | null;
  changes: number | null;
}

/** What one call of a tool cost outside the model. */
export interface ToolCost {
  callId: string;
  tool: string;
  usd: number;
}

/** Durable state. Verbs that take a claim throw StaleClaim when another worker or a person took the run over. */
export interface EngineStore {
  transaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result>;
  /** A handle whose statements commit one by one, for tools whose effect is outside. */
  withoutTransaction(): Transaction;
  /**
   * The record of a claimed run as the claim, or the last commit under it, left it; a later one when that was given out
   * already.
   */
  loadRecord(claim: Claim): Promise<RunRecord>;
  loadHistory(record: RunRecord): Promise<ConversationHistory>;
  /**
   * One commit of a claimed run: locks its row, adds the active time since the last commit and does `work`. Throws
   * StaleClaim, with nothing committed, when the run was taken over; `work` may have begun then.
   */
  commit<Result>(claim: Claim, activeMs: number, work: (transaction: Transaction) => Promise<Result>): Promise<Result>;
  /** Whether a run of this conversation waits for a person to take it over. */
  isHandedOver(conversationId: string): Promise<boolean>;
  /** Keeps what the front door made of a run's message, once. */
  storeIntent(transaction: Transaction, runId: string, intent: Understanding): Promise<void>;
  startStep(claim: Claim, step: number): Promise<void>;
  appendText(claim: Claim, step: number, attempt: number, text: string): Promise<void>;
  insertStep(transaction: Transaction, runId: string, step: NewStep): Promise<void>;
  /** Stores calls of a model beside the turns, and books their tokens and dollars to the run. */
  insertModelCalls(transaction: Transaction, runId: string, calls: readonly NewModelCall[]): Promise<void>;
  insertToolCalls(transaction: Transaction, runId: string, calls: readonly NewToolCall[]): Promise<void>;
  /** Stores proposals, the inbox items of those that wait and the executions of those that need not; gives expiries. */
  insertProposals(transaction: Transaction, proposals: readonly NewProposal[]): Promise<ReadonlyMap<string, Date>>;
  settleCalls(transaction: Transaction, outcomes: readonly CallOutcome[]): Promise<void>;
  appendEvents(transaction: Transaction, runId: string, events: readonly NewRunEvent[]): Promise<void>;
  bookToolCosts(transaction: Transaction, runId: string, costs: readonly ToolCost[]): Promise<void>;
  /** Keeps what a call may cost under these caps; the first it does not fit, with nothing kept, or null. */
  reserveSpend(reservation: Reservation): Promise<ReachedCap | null>;
  /** Gives back what was kept. */
  releaseSpend(transaction: Transaction, reservationId: string): Promise<void>;
  readPolicy(transaction: Transaction, tool: string): Promise<CurrentPolicy>;
  countPending(transaction: Transaction, runId: string, userId: string): Promise<{ run: number; userHour: number }>;
  /** What is known of these effects; nobody else can propose one before this transaction ends. */
  findEffects(transaction: Transaction, keys: readonly string[]): Promise<KnownEffects>;
  /** The call's open execution with its proposal, locked; null when there is none any more. */
  lockExecution(transaction: Transaction, callId: string): Promise<DispatchableExecution | null>;
  /** How many of those who approved this version still may. */
  countStandingApprovals(transaction: Transaction, proposalId: string, version: number): Promise<number>;
  moveExecution(
    transaction: Transaction,
    execution: MovableExecution,
    from: ExecutionStatus,
    to: ExecutionStatus,
    result?: { output: string | null; error: string | null },
  ): Promise<void>;
  /**
   * Counts a dispatch against its tool's rate limit, together with those of every other process, as part of this
   * transaction. When the limit is reached it counts nothing, and gives the seconds until it may be tried again.
   */
  useRate(
    transaction: Transaction,
    execution: DispatchableExecution,
    target: string,
    limit: RateLimit,
  ): Promise<number | null>;
  /** Leaves an execution unsent for this long, with the event that says so. */
  holdExecution(
    transaction: Transaction,
    runId: string,
    execution: DispatchableExecution,
    seconds: number,
  ): Promise<void>;
  /** Keeps what a tool told of the business, once however often it is told. */
  insertBusinessEvents(transaction: Transaction, events: readonly BusinessEvent[]): Promise<void>;
  addNote(transaction: Transaction, runId: string, step: number, note: string): Promise<void>;
  /** Books one more attempt, which may arrive within so many seconds; `alone`: it is not looked up meanwhile. */
  startAttempt(transaction: Transaction, executionId: string, arrivesWithin: number, alone: boolean): Promise<void>;
  /** Leaves an execution as it is for this long at least. */
  postpone(transaction: Transaction, executionId: string, seconds: number): Promise<void>;
  /** What a read answered before, as far as it still holds. */
  findResult(key: CacheKey): Promise<FoundResult>;
  /** Keeps what a read answered that began when so many changes were known. */
  keepResult(key: CacheKey, output: string, changes: number): Promise<void>;
  /** Whether this tool, or model, may be called now, as far as its system answered lately. */
  admitCall(transaction: Transaction, tool: string): Promise<Admission>;
  /** Counts that a tool's or model's system could not be reached, or forgets it because it was. */
  recordReach(tool: string, reached: boolean): Promise<void>;
  /** Approved → superseded, its execution aborted, with the event that says why. */
  supersede(transaction: Transaction, runId: string, execution: DispatchableExecution, why: string): Promise<void>;
  /** Puts an execution whose outcome is unknown into the inbox. */
  askWhetherItHappened(transaction: Transaction, executionId: string): Promise<void>;
  /** Sets the run aside; false when a decision arrived meanwhile and there is something to do. */
  park(claim: Claim, activeMs: number, wakeAt: Date | null): Promise<boolean>;
  /** Gives a run back whose model is away; it is claimed again after so many seconds. */
  waitForModel(claim: Claim, activeMs: number, seconds: number): Promise<void>;
  /** Gives a run back that the kill switch holds; it is claimed again after the resume. */
  pause(claim: Claim, activeMs: number): Promise<void>;
  /**
   * Whether the kill switch holds this agent, this tool or everything. No halt can come between the answer and this
   * transaction's commit: a halt that was answered is one after which nothing more is recorded as dispatched.
   */
  isHalted(transaction: Transaction, agent: string, tool: string): Promise<boolean>;
  /** Gives a claimed run back until the resume wakes it. */
  setAside(transaction: Transaction, runId: string): Promise<void>;
  /** `confidence` is that of a reply without a step. */
  finish(claim: Claim, activeMs: number, ending: { reply: string; confidence?: Confidence | undefined }): Promise<void>;
  /** Hands the run to people, with the model calls that led to no turn. */
  escalate(
    claim: Claim,
    activeMs: number,
    stop: {
      reason: EscalationReason;
      detail: string;
      /** What the user reads, when it is not what the reason says. */
      reply?: string | undefined;
      confidence?: Confidence | undefined;
    },
    failed?: readonly NewModelCall[],
  ): Promise<void>;
}

export interface Clock {
  now(): Date;
  /** Milliseconds of a clock that never jumps. */
  monotonic(): number;
  /** Resolves after the time, or rejects when the signal aborts. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** Who answers a run's model calls, and who answers when that fails before anything was called. */
export interface ModelChoice {
  /** `rules` when no model is asked. */
  model: string;
  port: ModelPort;
  /** Why it is not the usual model. */
  why?: string;
  /** Asked when this one does not answer. */
  standIn?: ModelChoice;
}

export interface ModelCatalog {
  /** The model for this purpose; rules mode when the route asks for it or no key is configured. */
  choose(record: RunRecord, agent: Agent, purpose: ModelPurpose): ModelChoice;
  /** Rules mode's answer to this request, or null when its grammar does not cover it. */
  fallback(request: ModelRequest, agent: Agent): ModelTurn | null;
}

/** The whole outside world of the engine. */
export interface EnginePorts {
  store: EngineStore;
  models: ModelCatalog;
  clock: Clock;
  newId(): string;
  /** Does `work`; whatever is reported or logged while it goes on is told with these ids. */
  during<Result>(ids: Record<string, string | number>, work: () => Result): Result;
  /** Tells the operators about a defect or an outage that the run survived. */
  report(error: unknown, context: Record<string, string>): void;
  agent(name: string): Agent;
  /** Whether a business event that is not as declared fails the tool that tells it. */
  strictEvents: boolean;
}
