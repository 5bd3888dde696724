import { join } from 'node:path';
import { describeTaint } from '../fixtures/injection-taint';
import { readDojoAttacks } from '../support/injection-cases';

describeTaint('agentdojo', 'agentdojo-tools.json', (folder) => readDojoAttacks(join(folder, 'agentdojo-runs.jsonl')));
