import type { AuditActor } from '@/lib/domain/audit';
import type { Role } from '@/lib/domain/role';

/** A person as the audit log names them: by id alone, with the role they had. */
export function auditActor(actor: { userId: string; role: Role; via?: 'session' | 'token' }): AuditActor {
  return { id: actor.userId, role: actor.role, via: actor.via ?? 'process' };
}
