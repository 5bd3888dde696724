import type { Config } from '@/lib/config';
import type { Role } from '@/lib/domain/role';
import type { Database } from '@/lib/store/database';
import type { AgentRegistry } from '@/lib/tools/registry';

/** What every use case needs of the process it runs in. */
export interface Application {
  database: Database;
  registry: AgentRegistry;
  config: Config;
}

/** An outside agent that asks, by its own token. */
export interface OutsideCaller {
  agent: string;
}

/** Who asks, from the session or token, read from the database for this request. A null `customerId` is staff. */
export interface Actor {
  userId: string;
  role: Role;
  email: string;
  name: string;
  customerId: string | null;
  /** The names of the groups they are in. */
  groups: string[];
  /** How this request showed who asks; absent inside our own processes. */
  via?: 'session' | 'token';
}
