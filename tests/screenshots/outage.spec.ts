import { join } from 'node:path';
import { ask, replies } from '../e2e/support/chat';
import { expect, test } from '../e2e/support/desk';
import { outages, startOutageWorld } from '../e2e/support/outages';

const images = join(import.meta.dirname, '../../docs/screenshots/outage');

test('what a user sees while the model is away', async ({ desk }) => {
  test.setTimeout(600_000);
  const world = await startOutageWorld();
  try {
    const mia = await desk.open('mia', { baseURL: world.url, viewport: { width: 800, height: 500 } });
    const draw = async (name: string) => {
      await mia.mouse.move(0, 0);
      await mia.screenshot({ path: join(images, `${name}.png`) });
    };
    for (const { name, message, bring, meanwhile, reads } of outages) {
      await bring(world);
      await ask(mia, message);
      if (meanwhile) {
        await expect(mia.getByText(meanwhile)).toBeVisible();
        await draw(`${name}-meanwhile`);
      }
      await expect(replies(mia)).toHaveText(reads, { timeout: 120_000 });
      await draw(name);
    }
    // A page that still asks when its application is gone complains.
    await mia.context().close();
  } finally {
    await world.close();
  }
});
