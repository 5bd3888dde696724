import { randomBytes } from 'node:crypto';
import type { RegisterAgentAnswer, RegisterAgentInput } from '@/lib/api/contract/outside-agent';
import { auditActor } from '@/lib/audit/audit-actor';
import { hashToken, newAgentToken } from '@/lib/auth/api-token';
import { CountersignError } from '@/lib/domain/errors';
import type { Json } from '@/lib/domain/json';
import { defaultRunLimits } from '@/lib/domain/run';
import { sql, type Transaction } from '@/lib/domain/sql';
import { canonicalText } from '@/lib/gate/intake';
import { appendAudit, commitmentTo } from '@/lib/store/audit/append-audit';
import { readRegistration } from '@/lib/store/outside/read-registration';
import { lockVersion } from '@/lib/store/policies/lock-version';
import { readAgentSettings } from '@/lib/store/policies/read-agent-settings';
import { getAgent } from '../agents/get-agent';
import type { Actor, Application } from '../application';
import { requireAdmin } from '../users/require-role';
import { findToolFaults } from './find-tool-faults';
import { supersedeChanged } from './supersede-changed';

const SECRET_BYTES = 32;

/**
 * Registers an outside agent, or a new version of it, and gives its token and the secret its callbacks are signed with;
 * neither can be shown again, and those of an earlier registration end. Proposals that wait for a tool that changed or is
 * gone are superseded. Throws forbidden, or invalid_fields at whatever the gate could not hold the agent to.
 */
export async function registerAgent(
  app: Application,
  actor: Actor,
  input: RegisterAgentInput,
): Promise<RegisterAgentAnswer> {
  const errors = findToolFaults(input.tools);
  if (app.registry.agents.has(input.name)) {
    errors.push({ pointer: '/name', message: 'An agent of this deployment has that name; choose another.' });
  }
  if (errors.length > 0) {
    throw new CountersignError('invalid_fields', 'The agent was not registered: some fields are wrong.', { errors });
  }
  const token = newAgentToken();
  const signingSecret = `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
  await app.database.transaction(async (transaction) => {
    await requireAdmin(transaction, actor);
    await lockVersion(transaction, `agent:${input.name}`);
    const version = await nextVersion(transaction, input.name);
    await transaction.query(sql`
      insert into outside_agent (name, token_hash, signing_secret)
      values (${input.name}, ${hashToken(token)}, ${signingSecret})
      on conflict (name) do update
        set token_hash = excluded.token_hash, signing_secret = excluded.signing_secret, revoked_at = null`);
    await transaction.query(sql`
      insert into outside_agent_version (agent, version, owner, purpose, tools, author_id)
      values (${input.name}, ${version}, ${input.owner}, ${input.purpose}, ${JSON.stringify(input.tools)}::jsonb,
              ${actor.userId})`);
    await supersedeChanged(transaction, input.name, input.tools);
    await appendAudit(transaction, {
      action: 'agent.registered',
      actor: auditActor(actor),
      subject: { agent: input.name, version: String(version) },
      toolHash: commitmentTo(canonicalText(input.tools as Json)),
    });
  });
  return { agent: await getAgent(app, input.name), token, signingSecret };
}

/** One counter for registrations and settings, so that a version names both. */
async function nextVersion(transaction: Transaction, name: string): Promise<number> {
  const known = await readRegistration(transaction, name);
  const { version, limits, enabled } = await readAgentSettings(transaction, { name, limits: defaultRunLimits });
  if (!known) return version;
  const next = Math.max(known.version, version) + 1;
  await transaction.query(sql`
    insert into agent_settings (agent, version, limits, enabled)
    values (${name}, ${next}, ${JSON.stringify(limits)}::jsonb, ${enabled})
    on conflict (agent) do update set version = excluded.version, updated_at = now()`);
  return next;
}
