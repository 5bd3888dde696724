import type { RunSummary } from '@/lib/api/contract/run';
import type { Confidence } from '@/lib/domain/confidence';
import type { RunStatus } from '@/lib/domain/run';

/** A run's row as every list of runs reads it. */
export interface RunRow {
  id: string;
  conversationId: string;
  agent: string;
  userId: string;
  message: string;
  status: RunStatus;
  reason: string | null;
  reasonDetail: string | null;
  reply: string | null;
  confidence: unknown;
  resumesRunId: string | null;
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  costUsd: number;
  createdAt: Date;
  finishedAt: Date | null;
}

/** A run as lists and conversations show it. */
export function runSummaryOf(run: RunRow, requesterName: string): RunSummary {
  return {
    id: run.id,
    conversationId: run.conversationId,
    agent: run.agent,
    status: run.status,
    reason: run.reason ?? undefined,
    reasonDetail: run.reasonDetail ?? undefined,
    message: run.message,
    reply: run.reply ?? undefined,
    confidence: (run.confidence as Confidence | null)?.value,
    requester: { id: run.userId, name: requesterName },
    resumesRunId: run.resumesRunId ?? undefined,
    createdAt: run.createdAt.toISOString(),
    finishedAt: run.finishedAt?.toISOString(),
    usage: {
      inputTokens: run.inputTokens,
      outputTokens: run.outputTokens,
      cacheReadTokens: run.cacheReadTokens,
      costUsd: run.costUsd,
    },
  };
}
