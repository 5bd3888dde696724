import { runCommand } from '../run-command';
import { assertPortFree } from '../server/port';
import { serve } from '../server/serve';

await runCommand((context) => serve('dev', context), assertPortFree);
