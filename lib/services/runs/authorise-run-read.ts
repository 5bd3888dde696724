import { hasRole } from '@/lib/domain/role';
import { sql } from '@/lib/domain/sql';
import type { Actor, Application } from '../application';
import { notFound } from '../not-found';

/** Throws `not_found` unless the run is there and the actor's own, or the actor a reviewer. */
export async function authoriseRunRead({ database }: Application, actor: Actor, runId: string): Promise<void> {
  const [run] = await database.query<{ userId: string }>(sql`select user_id from run where id = ${runId}`);
  if (!run || (run.userId !== actor.userId && !hasRole(actor.role, 'reviewer'))) throw notFound('run');
}
