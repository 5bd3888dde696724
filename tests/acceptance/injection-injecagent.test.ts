import { join } from 'node:path';
import { describeAttacks } from '../fixtures/injection-attacks';
import { readAgentAttacks } from '../support/injection-cases';

describeAttacks('injecagent', 'injecagent-tools.json', (folder) => readAgentAttacks(join(folder, 'injecagent.jsonl')));
