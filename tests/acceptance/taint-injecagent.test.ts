import { join } from 'node:path';
import { describeTaint } from '../fixtures/injection-taint';
import { readAgentAttacks } from '../support/injection-cases';

describeTaint('injecagent', 'injecagent-tools.json', (folder) => readAgentAttacks(join(folder, 'injecagent.jsonl')));
