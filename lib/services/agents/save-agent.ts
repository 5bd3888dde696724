import type { AgentView, SaveAgentInput } from '@/lib/api/contract/agent';
import { auditActor } from '@/lib/audit/audit-actor';
import { CountersignError } from '@/lib/domain/errors';
import type { AgentSettings } from '@/lib/domain/agent-settings';
import { sql, type Transaction } from '@/lib/domain/sql';
import { trustSettings } from '@/lib/domain/trust';
import { appendAudit } from '@/lib/store/audit/append-audit';
import { lockVersion } from '@/lib/store/policies/lock-version';
import { readAgentSettings } from '@/lib/store/policies/read-agent-settings';
import type { Actor, Application } from '../application';
import { requireAdmin } from '../users/require-role';
import { watcherOf } from '@/lib/gate/text-watcher';
import { findAgent } from './find-agent';
import { getAgent } from './get-agent';

/**
 * Saves an agent's limits, trust settings and switch as its next version, which keeps what stood before it. `ifMatch` is the version they were made from: when another
 * was saved meanwhile, nothing is stored and a 409 `stale_version` carries the one in force. Runs that have started
 * keep the limits they started with.
 */
export async function saveAgent(
  app: Application,
  actor: Actor,
  name: string,
  ifMatch: number,
  input: SaveAgentInput,
): Promise<AgentView> {
  requireWatchers(input);
  const agent = await findAgent(app, app.database.autocommit, name);
  const saved = await app.database.transaction(async (transaction) => {
    await requireAdmin(transaction, actor);
    await lockVersion(transaction, `agent:${name}`);
    const current = await readAgentSettings(transaction, agent);
    if (current.version !== ifMatch) return false;
    const { version, ...before } = current;
    const { limits, enabled, reason } = input;
    const trust = trustSettings.parse({ ...before.trust, ...input.trust });
    await storeVersion(transaction, actor, name, {
      version: version + 1,
      body: { limits, trust, enabled },
      before,
      reason,
    });
    const subject = { agent: name, version: String(version + 1) };
    await appendAudit(transaction, {
      action: 'agent.saved',
      actor: auditActor(actor),
      subject,
      ...(reason !== undefined && { reason }),
    });
    return true;
  });
  const view = await getAgent(app, name);
  if (saved) return view;
  const message = `Version ${view.version} was saved meanwhile. Look at it and save again. Nothing was saved.`;
  throw new CountersignError('stale_version', message, { body: { agent: view } });
}

interface NextVersion {
  version: number;
  body: AgentSettings;
  before: AgentSettings;
  reason: string | undefined;
}

async function storeVersion(
  transaction: Transaction,
  actor: Actor,
  agent: string,
  { version, body, before, reason }: NextVersion,
): Promise<void> {
  const { limits, trust, enabled } = body;
  await transaction.query(sql`
    insert into agent_settings (agent, version, limits, trust, enabled)
    values (${agent}, ${version}, ${JSON.stringify(limits)}::jsonb, ${JSON.stringify(trust)}::jsonb, ${enabled})
    on conflict (agent) do update
      set version = excluded.version, limits = excluded.limits, trust = excluded.trust, enabled = excluded.enabled, updated_at = now()`);
  await transaction.query(sql`
    insert into agent_version (agent, version, body, before, author_id, reason)
    values (${agent}, ${version}, ${JSON.stringify(body)}::jsonb, ${JSON.stringify(before)}::jsonb, ${actor.userId},
            ${reason ?? null})`);
}

function requireWatchers({ trust }: SaveAgentInput): void {
  const errors = Object.entries(trust?.watchers ?? {}).flatMap(([name, pattern]) => {
    try {
      watcherOf(pattern);
      return [];
    } catch (error) {
      return [
        { pointer: `/trust/watchers/${name}`, message: error instanceof Error ? error.message : 'is no pattern' },
      ];
    }
  });
  if (errors.length === 0) return;
  throw new CountersignError('invalid_fields', 'A watcher has a pattern that can’t be used. Nothing was saved.', {
    errors,
  });
}
