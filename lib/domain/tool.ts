import type { TellEvent } from './business-event';
import type { Json, JsonObject, JsonSchema } from './json';
import type { ReversibilityClass } from './reversibility';
import type { Transaction } from './sql';

/** On whose behalf a call is made. A null `customerId` is staff, who may touch any customer's records. */
export interface Requester {
  userId: string;
  customerId: string | null;
}

export interface ToolContext {
  /** For a `transactional` tool's execute this is the transaction that records the outcome. */
  transaction: Transaction;
  requester: Requester;
  agent: string;
  runId: string | null;
}

export interface ExecutionContext extends ToolContext {
  /** Random, minted at approval, the same for every retry of one execution. */
  idempotencyKey: string;
  /** Aborts when the time is up: what is sent after it could arrive when nobody expects it any more. */
  signal: AbortSignal;
  /** Tells a business event that the agent declares; it counts when this execution succeeds. */
  event: TellEvent;
}

/** Why a call cannot go on, in words the model can act on; `pointer` names the argument when one is at fault. */
export interface Refusal {
  message: string;
  hint: string;
  pointer?: string;
}

/** Pages, routes and the engine are bundled apart, each with a copy of the class; the mark is the same in all of them. */
const TOOL_ERROR: unique symbol = Symbol.for('countersign.ToolError');

/** Thrown by `execute` when the system behind the tool says no; anything else thrown is a defect or an outage. */
export class ToolError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && TOOL_ERROR in value;
  }

  readonly [TOOL_ERROR] = true;
  readonly hint: string;
  readonly pointer: string | undefined;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.name = 'ToolError';
    this.hint = refusal.hint;
    this.pointer = refusal.pointer;
  }
}

/** What happens when an execution fails: the model is told, a person takes over, or another tool is tried. */
export type OnFailure = 'tell_model' | 'escalate' | { tool: string };

/**
 * Whose word a tool's output is: our own systems' `records`; its `arguments`, when it is worked out from them alone;
 * or `outside`, when anything in it could be written by somebody who may not ask for the agent's writes (a web page, a
 * received mail, a review).
 */
export type OutputFrom = 'records' | 'arguments' | 'outside';

interface ToolBase<Input> {
  name: string;
  /** Says when to use the tool and when not. */
  description: string;
  input: JsonSchema;
  output: JsonSchema;
  /** `outside` when absent: what nobody vouches for is not trusted. */
  outputFrom?: OutputFrom;
  /**
   * Whether a call can carry data to somebody outside. When absent, a write to a system outside does, and a read of text
   * from outside that is given the address. A read that does is gated like a write.
   */
  sendsOut?: boolean;
  /** Authorization: who may call it, on whose data. Null lets the call pass. */
  scope(args: Input, context: ToolContext): Promise<Refusal | null>;
  /** Semantic layer: ids exist, values are in range, the record's state allows it. Null lets the call pass. */
  check(args: Input, context: ToolContext): Promise<Refusal | null>;
  /** Throws ToolError when the system says no; whatever else a write outside throws leaves open whether it happened. */
  execute(args: Input, context: ExecutionContext): Promise<Json>;
  onFailure: OnFailure;
  /** Dollars one call costs outside the model; counts against the run's cap. */
  cost?: number;
  /** How long one attempt may take; 30 when absent. */
  timeLimitSeconds?: number;
}

export interface ReadTool<Input = JsonObject> extends ToolBase<Input> {
  reversibility: 'read_only';
  /**
   * For how long an answer may stand for later calls with the same arguments for the same customer, unless a write of
   * ours touches what it read; not at all when absent. For what only we change, or what may be that old.
   */
  cacheSeconds?: number;
  /** What it reads, as a pointer into the documents that previews show: a collection or one record of it. */
  reads?(args: Input): string;
  /** The call hands the conversation to a person: the run ends `escalated` with `asked_for_human`. */
  handsOver?: boolean;
}

interface WriteToolBase<Input> extends ToolBase<Input> {
  reversibility: Exclude<ReversibilityClass, 'read_only'>;
  /** The reviewer's one sentence, with real names and amounts, from the arguments alone. */
  summary(args: Input, context: ToolContext): Promise<string>;
  /** Names the real-world effect ("credit:order-1182"); null when repeating it is harmless. */
  effectKey(args: Input): string | null;
  /** Whom it reaches (a customer, a recipient), for a rate limit by target; without it, all calls share one. */
  rateTarget?(args: Input, context: ToolContext): Promise<string>;
  /** How a person would make good this effect by hand. */
  repair: string;
  /** The arguments whose texts people outside will read: they are checked as the agent's own replies are. */
  outboundTexts?: readonly string[];
  /** How long after it ran an effect may be undone, for tools with `revert`; `UNDO_SECONDS` unless it says otherwise. */
  undoSeconds?: number;
  /**
   * Undoes an execution; throws ToolError when someone changed the record since. A `transactional` tool does it in the
   * transaction that records it; any other may throw ToolError only when nothing was undone.
   */
  revert?(execution: { args: Input; before: JsonObject; after: JsonObject }, context: ExecutionContext): Promise<Json>;
}

/** A write to our own Postgres. Its preview is its own `execute`, rolled back, seen through `target`. */
export interface TransactionalTool<Input = JsonObject> extends WriteToolBase<Input> {
  delivery: 'transactional';
  /** The records this call touches as they are now, a sparse document from the store's root. */
  target(args: Input, context: ToolContext): Promise<JsonObject>;
}

interface ExternalToolBase<Input> extends WriteToolBase<Input> {
  /** A write to a system outside draws its own preview, without writing. */
  preview(args: Input, context: ToolContext): Promise<{ before: JsonObject; after: JsonObject }>;
}

/** The receiver takes our idempotency key and answers a repeat with the outcome of the first. */
export interface IdempotentTool<Input = JsonObject> extends ExternalToolBase<Input> {
  delivery: 'idempotent';
  /** How long after the first sending the receiver still knows the key. */
  keyWindowSeconds: number;
}

/** The receiver keeps no keys, but can be asked for what carries our reference. */
export interface LookupTool<Input = JsonObject> extends ExternalToolBase<Input> {
  delivery: 'lookup';
  /** What happened under this execution's key, as `execute` would have answered it; null when nothing did. */
  lookup(args: Input, context: ExecutionContext): Promise<{ output: Json } | null>;
}

/** Neither: after an attempt without an answer only a person can find out. */
export interface AtMostOnceTool<Input = JsonObject> extends ExternalToolBase<Input> {
  delivery: 'at_most_once';
}

export type ExternalTool<Input = JsonObject> = IdempotentTool<Input> | LookupTool<Input> | AtMostOnceTool<Input>;

export type WriteTool<Input = JsonObject> = TransactionalTool<Input> | ExternalTool<Input>;
export type Tool = ReadTool | WriteTool;

/** How long undo is offered when a tool does not say. */
const UNDO_SECONDS = 86_400;

/** For how long after it ran this tool's effect may be undone, in seconds; null when it can't be undone at all. */
export function undoSecondsOf(tool: Tool): number | null {
  return isWriteTool(tool) && tool.revert ? (tool.undoSeconds ?? UNDO_SECONDS) : null;
}

export function isWriteTool(tool: Tool): tool is WriteTool {
  return tool.reversibility !== 'read_only';
}
