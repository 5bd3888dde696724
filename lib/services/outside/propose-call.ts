import { uuidv7 } from 'uuidv7';
import type { ProposeInput } from '@/lib/api/contract/outside-agent';
import { CountersignError } from '@/lib/domain/errors';
import { requesterOf, type OutsideTool } from '@/lib/domain/outside-agent';
import type { RunLimits } from '@/lib/domain/run';
import { sql, type Transaction } from '@/lib/domain/sql';
import { judgeWrite } from '@/lib/gate/judge-write';
import { previewChain } from '@/lib/gate/preview-chain';
import { argumentLeaves } from '@/lib/gate/provenance/leaves';
import { readRegistration, type RegisteredAgent } from '@/lib/store/outside/read-registration';
import { readAgentSettings } from '@/lib/store/policies/read-agent-settings';
import { readPolicy } from '@/lib/store/policies/read-policy';
import { findEffects } from '@/lib/store/proposals/find-effects';
import { insertProposals } from '@/lib/store/proposals/insert-proposals';
import { effectKeyOf, toolForCall } from '@/lib/tools/outside-tool';
import { asKnown } from '../agents/find-agent';
import type { Application, OutsideCaller } from '../application';
import { invalid, takeIn } from './take-in';

/**
 * Takes a call that an outside agent wants to make through the gate: intake, schema, policy and effect key as for a call
 * of ours. What policy lets pass is born approved; the rest waits in the inbox. Gives the proposal's id, which is
 * `proposalId`: one that is there already is a repeat after a lost answer. Throws forbidden for another agent's name,
 * halted, invalid_fields, denied_by_policy, conflict while the same effect waits, too_many_requests.
 */
export async function proposeCall(
  app: Application,
  caller: OutsideCaller,
  input: ProposeInput,
  proposalId: string = uuidv7(),
): Promise<{ proposalId: string }> {
  if (input.agent !== caller.agent) {
    throw new CountersignError('forbidden', `This token is not the agent ${input.agent}'s. Nothing was proposed.`);
  }
  await app.database.transaction(async (transaction) => {
    const agent = await lockAgent(transaction, caller.agent);
    const made = await transaction.query(sql`select id from proposal where id = ${proposalId}`);
    if (made.length > 0) return;
    const limits = await admit(transaction, agent);
    await propose(transaction, agent, limits, takeIn(app.config, agent, input), proposalId);
  });
  return { proposalId };
}

/** Proposals of one agent follow each other, so that its limits hold and none meets a registration half way. */
async function lockAgent(transaction: Transaction, name: string): Promise<RegisteredAgent> {
  await transaction.query(sql`select from outside_agent where name = ${name} for update`);
  const agent = await readRegistration(transaction, name);
  if (agent && !agent.revokedAt) return agent;
  throw new CountersignError('unauthenticated', 'The token of this agent was ended. Nothing was proposed.');
}

/** Whether an outside agent may propose at all now: the one place for switches. Gives its limits. */
async function admit(transaction: Transaction, agent: RegisteredAgent): Promise<RunLimits> {
  const { enabled, limits } = await readAgentSettings(transaction, asKnown(agent));
  if (enabled) return limits;
  throw new CountersignError('halted', `${agent.agent} is switched off at the moment. Nothing was proposed.`);
}

/** What stands around a run is not known of a call from outside. */
const NO_RUN = { run: null, taint: null, confidence: null, proposalThreshold: 0 };

async function propose(
  transaction: Transaction,
  { agent, ownerId, customerId }: RegisteredAgent,
  limits: RunLimits,
  { tool, args, canonical, said }: ReturnType<typeof takeIn>,
  id: string,
): Promise<void> {
  const effectKey = said.effectKey ?? effectKeyOf(tool, args, null);
  const call = toolForCall({ ...said, agent, tool, proposedArgs: canonical, effectKey });
  const requesterId = ownerId ?? requesterOf(agent);
  const requester = { userId: requesterId, customerId };
  const context = { transaction, requester, agent, runId: null };
  const [write] = await previewChain([{ tool: call, inputText: canonical }], context);
  if (!write?.ok) throw invalid((write?.errors ?? []).map((error) => ({ ...error, pointer: `/args${error.pointer}` })));
  await refuseRepeatedEffect(transaction, effectKey);
  const policy = await readPolicy(transaction, call.name);
  const judged = judgeWrite(call, write, policy, { agent, ...requester, ...NO_RUN }, 1);
  const { verdict, approvals, approvers, gatedBy } = judged.verdict;
  if (verdict === 'deny') {
    throw new CountersignError(
      'denied_by_policy',
      `Policy does not allow this call (${gatedBy}). Nothing was proposed.`,
    );
  }
  const automatic = verdict === 'auto';
  if (!automatic) await refuseFlood(transaction, agent, limits);
  await insertProposals(transaction, [
    {
      ...{ id, runId: null, toolCallId: null, groupId: `outside:${id}`, position: 0, agent, tool: call.name },
      ...{ requesterId, version: 1, status: automatic ? 'approved' : 'pending', args: canonical },
      ...{ proposedArgs: canonical, summary: write.summary, preview: write.preview, approvers, gatedBy, effectKey },
      ...{ targetVersion: write.targetVersion, toolHash: judged.toolHash, viewHash: judged.viewHash },
      policyVersion: policy.version,
      reversibility: judged.reversibility,
      circumstances: judged.circumstances,
      taughtRuleId: (automatic && judged.verdict.taughtRuleId) || null,
      delivery: call.delivery,
      requiredApprovals: automatic ? 0 : approvals,
      holdSeconds: policy.body.holdSeconds,
      provenance: argumentLeaves(args).map(({ pointer }) => ({ pointer, source: 'outside' as const })),
      ...{ taint: null, confidence: null, findings: [], supersedesId: null },
      settledBy: automatic ? `policy@${policy.version}` : null,
      expiresInSeconds: policy.body.expiresIn,
      escalateTo: policy.body.escalateTo ?? null,
    },
  ]);
  await storeWords(transaction, id, { ...said, effectKey });
}

async function refuseRepeatedEffect(transaction: Transaction, effectKey: string | null): Promise<void> {
  if (effectKey === null || !(await findEffects(transaction, [effectKey])).waiting.has(effectKey)) return;
  throw new CountersignError(
    'conflict',
    `The effect ${effectKey} is already proposed and not over. Nothing was proposed.`,
  );
}

/** Flooding the inbox is a threat of its own. An outside agent has no runs, so only its hour is limited. */
async function refuseFlood(transaction: Transaction, agent: string, { maxPendingPerUserHour }: RunLimits) {
  const [row] = await transaction.query<{ made: number }>(sql`
    select count(*) as made from proposal
    where agent = ${agent} and run_id is null and proposed_at > now() - interval '1 hour' and required_approvals > 0`);
  if ((row?.made ?? 0) < maxPendingPerUserHour) return;
  throw new CountersignError(
    'too_many_requests',
    `This agent made ${maxPendingPerUserHour} proposals to people within the hour. Nothing was proposed; wait a while.`,
  );
}

async function storeWords(transaction: Transaction, id: string, said: ReturnType<typeof takeIn>['said']) {
  await transaction.query(sql`
    insert into outside_proposal (proposal_id, summary, before, after, effect_key, callback_url)
    values (${id}, ${said.summary}, ${asJson(said.before)}::json, ${asJson(said.after)}::json, ${said.effectKey},
            ${said.callbackUrl})`);
}

function asJson(value: OutsideTool['inputSchema'] | null): string | null {
  return value === null ? null : JSON.stringify(value);
}
