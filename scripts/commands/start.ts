import { runCommand } from '../run-command';
import { buildWhenNeeded } from '../server/build';
import { assertPortFree } from '../server/port';
import { serve } from '../server/serve';

await runCommand(
  (context) => serve('start', context),
  async (config, signal) => {
    await assertPortFree(config);
    await buildWhenNeeded(signal);
  },
);
