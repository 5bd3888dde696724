import { uuidv7 } from 'uuidv7';
import type { StartRunInput } from '@/lib/api/contract/run';
import type { Agent } from '@/lib/domain/agent';
import { CountersignError } from '@/lib/domain/errors';
import { sql, type Transaction } from '@/lib/domain/sql';
import type { TrustSettings } from '@/lib/domain/trust';
import { appendMessage } from '@/lib/store/conversations/append-message';
import { queueRun } from '@/lib/store/runs/queue-run';
import { readAgentSettings } from '@/lib/store/policies/read-agent-settings';
import type { Actor, Application } from '../application';

/**
 * Stores a message and the run it starts, in one transaction, and gives the run's id. Without a conversation a new
 * one begins. Throws not_found for an unknown agent or someone else's conversation, halted for a disabled agent, invalid_fields
 * for a message longer than the agent takes.
 * A `runId` that was started before is a repeat after a lost answer: nothing more happens.
 */
export async function startRun(
  app: Application,
  actor: Actor,
  input: StartRunInput,
  runId: string = uuidv7(),
): Promise<{ runId: string }> {
  const agent = app.registry.agents.get(input.agent);
  if (!agent) throw new CountersignError('not_found', `There is no agent named "${input.agent}".`);
  await app.database.transaction(async (transaction) => {
    const started = await transaction.query(sql`select id from run where id = ${runId}`);
    if (started.length > 0) return;
    const settings = await settingsOf(transaction, agent);
    refuseTooLong(input.message, settings.trust);
    const conversationId = await openConversation(transaction, actor, input);
    const messagePosition = await appendMessage(transaction, {
      conversationId,
      role: 'user',
      text: input.message,
      runId,
    });
    await queueRun(transaction, {
      id: runId,
      conversationId,
      agent: agent.name,
      userId: actor.userId,
      message: input.message,
      messagePosition,
      route: input.route,
      ...settings,
      resumesRunId: null,
      guidance: null,
    });
  });
  return { runId };
}

/** The agent's settings as they are now; the run keeps them whatever an admin changes later. */
export async function settingsOf(transaction: Transaction, agent: Agent) {
  const { enabled, limits, trust } = await readAgentSettings(transaction, agent);
  if (enabled) return { limits, trust };
  throw new CountersignError('halted', `${agent.title} is switched off at the moment. Nothing was started.`);
}

function refuseTooLong(message: string, { frontDoor }: TrustSettings): void {
  if (message.length <= frontDoor.maxCharacters) return;
  const found = `It has ${message.length} characters; at most ${frontDoor.maxCharacters} are taken in.`;
  throw new CountersignError('invalid_fields', `The message is too long, so nothing was started. ${found}`, {
    errors: [{ pointer: '/message', message: found }],
  });
}

async function openConversation(transaction: Transaction, actor: Actor, input: StartRunInput): Promise<string> {
  if (input.conversationId === undefined) {
    const id = uuidv7();
    await transaction.query(sql`
      insert into conversation (id, agent, user_id) values (${id}, ${input.agent}, ${actor.userId})`);
    return id;
  }
  const [conversation] = await transaction.query<{ agent: string }>(sql`
    select agent from conversation where id = ${input.conversationId} and user_id = ${actor.userId} for update`);
  if (conversation?.agent === input.agent) return input.conversationId;
  throw new CountersignError('not_found', 'There is no such conversation of yours with this agent.');
}
