import { createRegistry } from '@/lib/tools/registry';
import { retailAgent } from './retail/agent';

/** Every agent this deployment runs. */
export const registry = createRegistry([retailAgent]);
