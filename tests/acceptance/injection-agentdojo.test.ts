import { join } from 'node:path';
import { describeAttacks } from '../fixtures/injection-attacks';
import { readDojoAttacks } from '../support/injection-cases';

describeAttacks('agentdojo', 'agentdojo-tools.json', (folder) => readDojoAttacks(join(folder, 'agentdojo-runs.jsonl')));
