import type { Json, JsonObject, JsonSchema } from './json';
import type { Delivery, ReversibilityClass } from './reversibility';
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
}

/** Why a call cannot go on, in words the model can act on; `pointer` names the argument when one is at fault. */
export interface Refusal {
  message: string;
  hint: string;
  pointer?: string;
}

/** Thrown by `execute` when the system behind the tool says no; anything else thrown is a defect or an outage. */
export class ToolError extends Error {
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

interface ToolBase<Input> {
  name: string;
  /** Says when to use the tool and when not. */
  description: string;
  input: JsonSchema;
  output: JsonSchema;
  /** Authorization: who may call it, on whose data. Null lets the call pass. */
  scope(args: Input, context: ToolContext): Promise<Refusal | null>;
  /** Semantic layer: ids exist, values are in range, the record's state allows it. Null lets the call pass. */
  check(args: Input, context: ToolContext): Promise<Refusal | null>;
  execute(args: Input, context: ExecutionContext): Promise<Json>;
  onFailure: OnFailure;
  /** Dollars one call costs outside the model; counts against the run's cap. */
  cost?: number;
}

export interface ReadTool<Input = JsonObject> extends ToolBase<Input> {
  reversibility: 'read_only';
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
  /** Undoes an execution; throws ToolError when someone changed the record since. */
  revert?(execution: { args: Input; before: JsonObject; after: JsonObject }, context: ExecutionContext): Promise<Json>;
}

/** A write to our own Postgres. Its preview is its own `execute`, rolled back, seen through `target`. */
export interface TransactionalTool<Input = JsonObject> extends WriteToolBase<Input> {
  delivery: 'transactional';
  /** The records this call touches as they are now, a sparse document from the store's root. */
  target(args: Input, context: ToolContext): Promise<JsonObject>;
}

/** A write to a system outside; it draws its own preview without writing. */
export interface ExternalTool<Input = JsonObject> extends WriteToolBase<Input> {
  delivery: Exclude<Delivery, 'transactional'>;
  preview(args: Input, context: ToolContext): Promise<{ before: JsonObject; after: JsonObject }>;
}

export type WriteTool<Input = JsonObject> = TransactionalTool<Input> | ExternalTool<Input>;
export type Tool = ReadTool | WriteTool;

export function isWriteTool(tool: Tool): tool is WriteTool {
  return tool.reversibility !== 'read_only';
}
