import type { InvitationList } from '@/lib/api/contract/people';
import type { Application } from '../application';
import { isOpen, readInvitations } from './invitation-row';

/** The invitations that still work, newest first. */
export async function listInvitations({ database }: Application): Promise<InvitationList> {
  return { items: await readInvitations(database, isOpen) };
}
