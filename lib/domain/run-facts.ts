import type { ModelBlock } from './model';

/** A run that ended, as its spans are drawn from it. Texts are absent unless content goes along. */
export interface RunFacts {
  id: string;
  agent: string;
  conversationId: string;
  status: string;
  reason: string | null;
  createdAt: Date;
  finishedAt: Date;
  modelCalls: ModelCallFacts[];
  toolCalls: ToolCallFacts[];
}

export interface ModelCallFacts {
  /** What tells it from the run's others. */
  key: string;
  /** Null for a call beside the turns. */
  step: number | null;
  purpose: string;
  model: string;
  startedAt: Date;
  latencyMs: number;
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
  costUsd: number;
  stopReason: string | null;
  failed: boolean;
  /** The prompt's parts: system, tools, then the messages, each as JSON text but the first. */
  prompt?: string[];
  blocks?: ModelBlock[];
}

export interface ToolCallFacts {
  id: string;
  toolUseId: string;
  step: number;
  name: string;
  status: string;
  startedAt: Date;
  settledAt: Date;
  proposalId: string | null;
  decisions: { verdict: string; at: Date }[];
  args?: string;
  output?: string;
}
