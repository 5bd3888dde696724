import { uuidv7 } from 'uuidv7';
import { defaultRunLimits, type RunStatus } from '@/lib/domain/run';
import type { RunEventType } from '@/lib/domain/run-event';
import type { ReversibilityClass } from '@/lib/domain/reversibility';
import { sql } from '@/lib/domain/sql';
import type { Application } from '@/lib/services/application';
import { typedReads } from '@/lib/store/prisma';
import type { TestPerson } from './people';

/** Stores a run with its conversation and message, as they stand while nobody works on it. */
export async function createRun(
  app: Application,
  owner: Pick<TestPerson, 'userId'>,
  { status = 'awaiting', message = 'Please cancel my order' }: { status?: RunStatus; message?: string } = {},
): Promise<{ id: string; conversationId: string }> {
  const id = uuidv7();
  const conversationId = uuidv7();
  const { userId } = owner;
  await typedReads(app.database).conversation.create({
    data: {
      id: conversationId,
      agent: 'retail',
      userId,
      messages: { create: { position: 1, role: 'user', text: message, runId: id } },
      runs: {
        create: {
          id,
          agent: 'retail',
          userId,
          message,
          messagePosition: 1,
          route: 'auto',
          status,
          limits: defaultRunLimits,
          finishedAt: status === 'succeeded' ? new Date() : null,
        },
      },
    },
  });
  return { id, conversationId };
}

export interface ProposalParts {
  title?: string;
  approvers?: string[];
  requiredApprovals?: number;
  expiresAt?: Date;
  position?: number;
  reversibility?: ReversibilityClass;
}

/** Stores a waiting proposal of a run with its step, call and inbox item. */
export async function createProposal(
  app: Application,
  owner: Pick<TestPerson, 'userId'>,
  run: { id: string },
  parts: ProposalParts = {},
): Promise<{ id: string; viewHash: string }> {
  const { title = 'Cancel order #W1', approvers = [], requiredApprovals = 1, position = 0 } = parts;
  const { expiresAt = new Date(Date.now() + 3_600_000), reversibility = 'irreversible' } = parts;
  const id = uuidv7();
  const callId = uuidv7();
  const args = '{"order_id":"#W1","reason":"no longer needed"}';
  const reads = typedReads(app.database);
  const stepKey = { runId: run.id, index: 0 };
  await reads.step.upsert({
    where: { runId_index: stepKey },
    update: {},
    create: {
      ...stepKey,
      model: 'rules',
      promptParts: [],
      blocks: [
        { type: 'thinking', thinking: 'They want it cancelled.', signature: '' },
        { type: 'text', text: 'I will cancel it.' },
      ],
      stopReason: 'tool_use',
      notes: [],
      inputTokens: 10,
      outputTokens: 5,
      cacheReadTokens: 0,
      cacheWriteTokens: 0,
      costUsd: 0.001,
      latencyMs: 12,
      startedAt: new Date(),
    },
  });
  const call = {
    id: callId,
    runId: run.id,
    stepIndex: 0,
    index: position,
    toolUseId: `toolu_${position}`,
    name: 'cancel_pending_order',
    inputText: args,
    args,
    status: 'awaiting',
  } as const;
  await reads.toolCall.create({ data: call });
  const shared = { agent: 'retail', tool: call.name, requesterId: owner.userId, runId: run.id, groupId: `${run.id}:0` };
  const gated = { reversibility, requiredApprovals, approvers, expiresAt };
  await reads.proposal.create({
    data: {
      ...shared,
      ...gated,
      id,
      toolCallId: callId,
      position,
      status: 'pending',
      args,
      proposedArgs: args,
      summary: title,
      preview: {
        before: { orders: { '#W1': { status: 'pending' } } },
        after: { orders: { '#W1': { status: 'cancelled' } } },
        changes: [{ path: '/orders/#W1/status', before: 'pending', after: 'cancelled' }],
      },
      targetVersion: 'target',
      toolHash: 'tool',
      policyVersion: 0,
      viewHash: `view-${id}`,
      delivery: 'transactional',
      gatedBy: 'every write',
      holdSeconds: 0,
    },
  });
  await reads.inboxItem.create({
    data: { ...shared, ...gated, id, kind: 'proposal', status: 'pending', title, givenApprovals: 0 },
  });
  return { id, viewHash: `view-${id}` };
}

/** Appends one event and tells those who follow the run; a run ends in the same transaction as its last event. */
export async function appendEvent(app: Application, runId: string, type: RunEventType, data: object): Promise<void> {
  const ends = type === 'run.finished';
  await app.database.transaction(async (transaction) => {
    const [run] = await transaction.query<{ lastSeq: number }>(sql`
      update run set last_seq = last_seq + 1, status = (case when ${ends} then 'succeeded' else 'running' end)::run_status
      where id = ${runId} returning last_seq`);
    await transaction.query(sql`
      insert into run_event (run_id, seq, type, data)
      values (${runId}, ${run?.lastSeq}, ${type}::run_event_type, ${JSON.stringify(data)}::json)`);
    transaction.notify('run_event', runId);
  });
}
