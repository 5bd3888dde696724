import type { HaltAnswer, HaltInput } from '@/lib/api/contract/halt';
import { auditActor } from '@/lib/audit/audit-actor';
import { CountersignError } from '@/lib/domain/errors';
import type { HaltTarget } from '@/lib/domain/halt';
import { isWriteTool } from '@/lib/domain/tool';
import { appendAudit } from '@/lib/store/audit/append-audit';
import { deleteHalt, insertHalt, lockHalts } from '@/lib/store/halts/change-halts';
import { findAgent } from '../agents/find-agent';
import type { Actor, Application } from '../application';
import { findPolicyTool } from '../policies/find-tool';
import { requireAdmin } from '../users/require-role';
import { listHalts } from './list-halts';

/**
 * Halts everything, an agent or a tool. Once this returns, nothing more of it is dispatched; what was being sent before
 * is finished. Again is nothing more. Throws forbidden, not_found, invalid_fields for a tool that only reads.
 */
export async function halt(app: Application, actor: Actor, input: HaltInput): Promise<HaltAnswer> {
  const target = await findTarget(app, input);
  return change(app, actor, target, input.reason, 'system.halted');
}

/** Ends a halt; what it held goes on. One that is not there is nothing to do. Throws forbidden. */
export async function resume(app: Application, actor: Actor, input: HaltInput): Promise<HaltAnswer> {
  return change(app, actor, targetOf(input), input.reason, 'system.resumed');
}

async function change(
  app: Application,
  actor: Actor,
  target: HaltTarget,
  reason: string | undefined,
  action: 'system.halted' | 'system.resumed',
): Promise<HaltAnswer> {
  await app.database.transaction(async (transaction) => {
    await requireAdmin(transaction, actor);
    await lockHalts(transaction);
    const changed =
      action === 'system.halted'
        ? await insertHalt(transaction, target, { reason: reason ?? null, haltedBy: actor.userId })
        : await deleteHalt(transaction, target);
    if (!changed) return;
    const { scope, name } = target;
    const subject = scope === 'all' ? { scope } : { scope, [scope]: name };
    await appendAudit(transaction, { action, actor: auditActor(actor), subject, ...(reason ? { reason } : {}) });
  });
  return listHalts(app);
}

/** What the request names, by its full name. */
async function findTarget(app: Application, input: HaltInput): Promise<HaltTarget> {
  if (input.agent !== undefined) await findAgent(app, app.database.autocommit, input.agent);
  if (input.tool === undefined) return targetOf(input);
  const tool = await findPolicyTool(app, input.tool);
  if (isWriteTool(tool)) return { scope: 'tool', name: tool.name };
  const message = `${tool.name} only reads, so there is nothing of it to halt. Halt its agent. Nothing was halted.`;
  throw new CountersignError('invalid_fields', message, { errors: [{ pointer: '/tool', message }] });
}

function targetOf({ agent, tool }: HaltInput): HaltTarget {
  if (agent !== undefined) return { scope: 'agent', name: agent };
  return tool === undefined ? { scope: 'all', name: '' } : { scope: 'tool', name: tool };
}
