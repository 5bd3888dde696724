import { fillRun, fullPlan } from '../fixtures/full-run';
import { expectAccessible } from './support/accessible';
import { ask, replies } from './support/chat';
import { openItem } from './support/inbox';
import { expect, test } from './support/scripted';

test.use({ alone: 'run-fields' });

test('everything that is kept of a run can be read on its page', async ({ desk, scripted }) => {
  test.slow();
  const [mia, ravi] = [await desk.open('mia'), await desk.open('ravi')];
  const message = `${scripted.plan(...fullPlan)} Send #W1000001 to 12 Elm St, Springfield, IL 62701, USA.`;
  await ask(mia, scripted.understand(message, { intent: 'other', confidence: 0.91 }));
  const item = await openItem(ravi, /12 Elm St/);
  await item.getByRole('button', { name: /^Approve: / }).click();
  await expect(replies(mia)).toContainText('goes to 12 Elm St now');
  await ravi.goto('/runs');
  await ravi.getByRole('list', { name: 'Runs' }).getByRole('link').first().click();
  await ravi.waitForURL(/\/runs\/[\w-]+$/);
  const id = new URL(ravi.url()).pathname.split('/').at(-1) ?? '';
  await scripted.change((database) => fillRun(database, id));
  await expect(ravi.getByText('told by the agent').or(ravi.getByText('seen in what was said')).first()).toBeVisible({
    timeout: 15_000,
  });
  await ravi.reload();
  const step = (number: number) => ravi.getByRole('region', { name: `Step ${number}`, exact: true });

  // Around the steps.
  await expect(ravi.getByText('Understood as “other” (0.91), the agent took it.')).toBeVisible();
  await expect(ravi.getByText(/s of 90 s, and waited 2 times for its model/)).toBeVisible();
  await expect(ravi.getByText(/turns \$\d.*model beside them \$\d.*tools \$0\.0125/)).toBeVisible();
  await expect(ravi.getByText(/^Confidence 0\.\d\d/).first()).toBeVisible();
  await ravi.getByRole('link', { name: 'How it was asked' }).click();
  await expect(ravi.getByRole('region', { name: 'Model call: Front door' })).toBeFocused();

  // The model: which one, why, what it was sent and what of that came from a cache or was left out.
  await expect(step(1)).toContainText('The model this agent uses for its turns.');
  await step(1).getByText('Reasoning').click();
  await expect(step(1).getByText('Two orders are named')).toBeVisible();
  await expect(step(3)).toContainText(
    'did not answer, so another model stood in for it. Asked for as sonnet-as-asked.',
  );
  await expect(step(3)).toContainText('5,120 from cache');
  await expect(step(3)).toContainText('640 into cache');
  await expect(step(3)).toContainText('The prompt filled 64 % of what the model can take in.');
  await step(3)
    .getByText(/^Context · about 7,660 tokens, 64 % of the window, 1 result shortened/)
    .click();
  await expect(step(3).getByRole('row', { name: 'Results of this run (over) 1,100 16,000' })).toBeVisible();
  await expect(step(3).getByText(/An address change waited for approval then/)).toBeVisible();
  await expect(step(3)).toContainText(/Confidence 0\.\d\d \(the model said 0\.92\): \S/);

  // The calls: caches, costs, the gate, the checks and people.
  const check = ravi.getByRole('region', { name: 'Model call: Second-model check' });
  await expect(check).toContainText('It does not agree: Nobody asked for Springfield.');
  await expect(check).toContainText('300 from cache');
  await expect(step(1)).toContainText('cost $0.0125');
  await expect(step(2)).toContainText(/from cache, \d+ s old/);
  await expect(step(2)).toContainText('by the state of the records');
  await expect(step(2)).toContainText('What the checks found in it');
  await expect(step(2)).toContainText('A second model does not agree');
  await expect(step(2)).toContainText('Ravi Menon approved version 1');

  // What was told of the business, and what watchers found.
  const events = ravi.getByRole('region', { name: 'Business events' });
  await expect(events).toContainText('address changed');
  await expect(events).toContainText('order: #W1000001');
  await expect(events).toContainText('apologies');
  await expectAccessible(ravi);

  // A result that was shortened is one click away; the search finds what is folded, and opens it.
  await step(3).getByRole('link', { name: 'get_order_details of step 1' }).click();
  await expect(step(1).getByLabel('Output')).toContainText('#W1000002');
  const found = ravi.getByRole('list', { name: 'Found in this run' }).getByRole('link');
  for (const [words, place] of [
    ['Nobody asked for Springfield', 'Model call, check'],
    ['two orders are named', 'Step 1, reasoning'],
    ['address_changed', 'Business event, address changed'],
    ['stood in for it', 'Step 3, model'],
  ] as const) {
    await ravi.getByRole('searchbox', { name: 'Search this run' }).fill(words);
    await expect(found.first()).toContainText(place);
  }
});
