import { readFile } from 'node:fs/promises';
import { sql } from '@/lib/domain/sql';
import { expectAccessible } from './support/accessible';
import { ask, replies } from './support/chat';
import { openItem } from './support/inbox';
import { lookUp, sendTo } from './support/plans';
import { expect, test } from './support/scripted';

test.use({ alone: 'run-page' });

/** Yesterday at 15:20, by the clock of whoever looks. */
function yesterdayAtThree(): Date {
  const moment = new Date();
  moment.setDate(moment.getDate() - 1);
  moment.setHours(15, 20, 0, 0);
  return moment;
}

test('what the agent did at 3 pm yesterday is two clicks away, and its run tells all of it', async ({
  desk,
  scripted,
}) => {
  test.slow();
  const [mia, ravi] = [await desk.open('mia'), await desk.open('ravi')];
  await ask(
    mia,
    scripted.plan(
      { toolUses: [lookUp('#W1000001'), lookUp('#W1000002')] },
      { toolUses: [sendTo('3 Clock St', '#W1000001'), lookUp('#W0000000')] },
      { text: 'It is changed.' },
    ),
  );
  const item = await openItem(ravi, /3 Clock St/);
  await item.getByRole('button', { name: /^Approve: / }).click();
  await expect(replies(mia)).toContainText('It is changed.');
  await scripted.query(sql`
    update run set created_at = ${yesterdayAtThree()}
    where id in (select run_id from tool_call where name = 'modify_pending_order_address')`);

  await ravi.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Runs' }).click();
  await ravi.getByRole('button', { name: 'Yesterday 15:00, 1 run' }).click();
  const runs = ravi.getByRole('list', { name: 'Runs' }).getByRole('link');
  await expect(runs).toHaveCount(1);
  await expectAccessible(ravi);
  await runs.click();

  const first = ravi.getByRole('region', { name: 'Step 1' });
  await expect(first.getByText('get_order_details')).toHaveCount(2);
  await first.getByText('Output ·').first().click();
  await expect(first.getByLabel('Output')).toContainText('#W1000001');
  const second = ravi.getByRole('region', { name: 'Step 2' });
  await expect(second).toContainText('Ravi Menon approved version 1');
  await expect(second).toContainText('It ran and succeeded');
  await expect(second).toContainText('refused');
  await expect(second).toContainText('by the state of the records');
  await second.getByText(/^Prompt ·/).click();
  await expect(second.getByText(/parts as in step 1/)).toBeVisible();
  await second
    .getByText(/^To the model ·/)
    .first()
    .click();
  await expect(second.getByLabel('To the model').first()).toContainText('tool_result');

  await ravi.getByText('The same as a table').click();
  const table = ravi.getByRole('region', { name: 'Timeline as a table' });
  await expect(table.getByRole('row').filter({ hasText: 'waits for people' })).toHaveCount(1);
  await expect(table.getByRole('row').filter({ hasText: 'Effects' })).toHaveCount(1);
  await expectAccessible(ravi);

  await ravi.getByRole('searchbox', { name: 'Search this run' }).fill('3 clock st');
  const found = ravi.getByRole('list', { name: 'Found in this run' }).getByRole('link');
  await expect(found.first()).toContainText('Step 2, modify_pending_order_address');
  await found.first().click();
  await expect(ravi).toHaveURL(/#call-/);

  const saving = ravi.waitForEvent('download');
  await ravi.getByRole('link', { name: 'Download as JSON' }).click();
  const record = JSON.parse(await readFile(await (await saving).path(), 'utf8')) as {
    run: { toolCalls: unknown[] };
    prompts: { steps: unknown[] };
  };
  expect(record.run.toolCalls).toHaveLength(4);
  expect(record.prompts.steps).toHaveLength(3);
});

test('runs are narrowed by what they are and whom they are for; an end user sees no prompt of their own', async ({
  desk,
  scripted,
}) => {
  const [mia, ravi] = [await desk.open('mia'), await desk.open('ravi')];
  await ask(mia, scripted.plan({ toolUses: [lookUp('#W1000003')] }, { text: 'Looked up.' }));
  await expect(replies(mia)).toContainText('Looked up.');
  await ravi.goto('/runs');
  const runs = ravi.getByRole('list', { name: 'Runs' }).getByRole('link');
  await ravi.getByRole('searchbox', { name: 'Asked by' }).fill('nobody');
  await expect(ravi.getByText('No run fits.')).toBeVisible();
  await ravi.getByRole('searchbox', { name: 'Asked by' }).fill('mia');
  await ravi.getByRole('combobox', { name: 'Called the tool' }).selectOption('get_order_details');
  await ravi.getByRole('combobox', { name: 'Status' }).selectOption('succeeded');
  await expect(runs.first()).toContainText('Mia Chen');
  await expect(ravi).toHaveURL(/tool=get_order_details/);
  await runs.first().click();
  await ravi.waitForURL(/\/runs\/[\w-]+$/);
  await expect(ravi.getByText(/^Prompt ·/).first()).toBeVisible();
  await mia.goto(new URL(ravi.url()).pathname);
  await expect(mia.getByRole('region', { name: 'Step 1' })).toBeVisible();
  await expect(mia.getByText(/^Prompt ·/)).toHaveCount(0);
});
