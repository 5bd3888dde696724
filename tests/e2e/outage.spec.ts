import { ask, replies } from './support/chat';
import { expectAccessible } from './support/accessible';
import { expect, test } from './support/desk';
import { waiting } from './support/inbox';
import { outages, startOutageWorld } from './support/outages';

test('whatever way the model is away, the user reads something true, and never an error', async ({ desk }) => {
  test.setTimeout(600_000);
  const world = await startOutageWorld();
  try {
    const at = { baseURL: world.url };
    const [mia, ravi] = [await desk.open('mia', at), await desk.open('ravi', at)];
    for (const { title, message, bring, meanwhile, reads } of outages) {
      await test.step(title, async () => {
        await bring(world);
        await ask(mia, message);
        if (meanwhile) await expect(mia.getByText(meanwhile)).toBeVisible();
        await expect(replies(mia)).toHaveText(reads, { timeout: 120_000 });
        await expect(mia.getByRole('main').getByRole('alert')).toHaveCount(0);
      });
    }
    await expectAccessible(mia);
    const item = waiting(ravi, /^The model did not answer/).first();
    await expect(item).toContainText('Escalation');
    await item.click();
    const form = ravi.getByRole('form', { name: 'Answer Mia Chen' });
    await form.getByRole('textbox', { name: 'Reply in the thread' }).fill('Hello Mia, parcels may whistle.');
    await form.getByRole('button', { name: 'Send reply' }).click();
    await expect(ravi.getByText(/Ravi Menon answered it in the thread/)).toBeVisible();
    // A page that still asks when its application is gone complains.
    for (const page of [mia, ravi]) await page.context().close();
  } finally {
    await world.close();
  }
});
