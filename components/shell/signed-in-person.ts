import type { Role } from '@/lib/domain/role';

/** Who the pages are drawn for. */
export interface SignedInPerson {
  name: string;
  email: string;
  role: Role;
}
