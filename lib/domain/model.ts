import { z } from 'zod';
import type { JsonSchema } from './json';

/** What a model is asked for: the run's next turn, or one of the questions around it. */
export const modelPurpose = z.enum(['act', 'classify', 'summarise', 'check']);
export type ModelPurpose = z.infer<typeof modelPurpose>;

/** One block of a model's turn. `tool_use` keeps the raw JSON text, which only the gate's strict intake parses. */
export type ModelBlock =
  | { type: 'text'; text: string }
  | { type: 'thinking'; thinking: string; signature: string }
  | { type: 'tool_use'; id: string; name: string; inputText: string }
  | { type: 'other'; value: unknown };

export interface ToolResultBlock {
  type: 'tool_result';
  toolUseId: string;
  content: string;
  isError: boolean;
}

export type ModelMessage =
  | { role: 'user'; content: (ToolResultBlock | { type: 'text'; text: string })[] }
  | { role: 'assistant'; content: ModelBlock[] };

export interface ModelTool {
  name: string;
  description: string;
  inputSchema: JsonSchema;
}

export interface ModelRequest {
  model: string;
  system: string;
  tools: ModelTool[];
  /** Of one run each request's begin with those of the one before, or the provider's cache is of no use. */
  messages: ModelMessage[];
  /** What holds now and is said anew in every request, after the messages and outside of what is cached. */
  state?: string;
  maxTokens: number;
}

export interface ModelUsage {
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
}

export type ModelStopReason = 'end_turn' | 'tool_use' | 'max_tokens' | 'refusal' | 'pause_turn';

/** One complete answer. A turn with an unfinished tool_use is never returned: it is a malformed ModelError. */
export interface ModelTurn {
  /** The model that answered, or `rules` in rules mode. */
  model: string;
  blocks: ModelBlock[];
  stopReason: ModelStopReason;
  usage: ModelUsage;
  costUsd: number;
  latencyMs: number;
}

/** No tokens at all. */
export const NO_USAGE: ModelUsage = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 };

/** What a call without a turn was charged all the same, as far as the other side said. */
export interface Spent {
  usage: ModelUsage;
  costUsd: number;
}

/**
 * Why no turn came back. `unavailable` and `malformed` are worth another try; `cut_off` one with more room, because the
 * token limit fell inside a call of a tool; `rejected` is not.
 */
export type ModelErrorKind = 'unavailable' | 'malformed' | 'cut_off' | 'rejected';

export class ModelError extends Error implements Spent {
  override readonly name = 'ModelError';

  constructor(
    readonly kind: ModelErrorKind,
    message: string,
    /** Seconds the other side asked us to wait, when it did. */
    readonly retryAfterSeconds?: number,
    readonly costUsd = 0,
    readonly usage: ModelUsage = NO_USAGE,
  ) {
    super(message);
  }
}

/** The caller's signal ended a call. */
export class ModelAborted extends Error implements Spent {
  override readonly name = 'AbortError';

  constructor(
    readonly costUsd = 0,
    readonly usage: ModelUsage = NO_USAGE,
  ) {
    super('The model call was aborted.');
  }
}

/** The model as the engine sees it. */
export interface ModelPort {
  /** Asks for one turn; `onText` gets text as it streams. Throws ModelError, or ModelAborted when `signal` aborts. */
  call(request: ModelRequest, onText: (text: string) => void, signal: AbortSignal): Promise<ModelTurn>;
  /** What this call will cost in dollars, on the high side: its input counted, plus an answer of ordinary length. */
  estimateCostUsd(request: ModelRequest): number;
}

/** Rules mode's understanding of one agent's conversations; null when its grammar does not cover the request. */
export type RulesAssistant = (request: ModelRequest) => ModelBlock[] | null;
