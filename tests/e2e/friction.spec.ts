import { sql } from '@/lib/domain/sql';
import { expectAccessible } from './support/accessible';
import { approveButton, card, openItem, waiting } from './support/inbox';
import { send, sendTo } from './support/plans';
import { expect as expectSoon, test } from './support/scripted';

// Two browsers and a server share a busy machine.
const expect = expectSoon.configure({ timeout: 15_000 });
test.beforeEach(() => test.setTimeout(120_000));

const TOOL = 'modify_pending_order_address';

const policy = (body: object) => sql`
  insert into policy_version (tool, version, body, author_id, reason)
  select ${TOOL}, coalesce(max(version), 0) + 1, ${JSON.stringify(body)}::json,
         (select id from app_user where email like 'ada%'), 'For a test'
  from policy_version where tool = ${TOOL}`;

test('what takes two people says so before the first decides, and runs after the second', async ({
  desk,
  scripted,
}) => {
  const [mia, ravi, ada] = [await desk.open('mia'), await desk.open('ravi'), await desk.open('ada')];
  const plain = { expiresIn: 86_400, holdSeconds: 0, enabled: true, rules: [] };
  const two = [{ verdict: 'require_approval', approvals: 2 }];
  await scripted.query(policy({ ...plain, rules: two, friction: { typed: { argument: 'order_id' } } }));
  await send(mia, scripted.url, scripted.plan({ toolUses: [sendTo('1 Quorum St', '#W1000001')] }, { text: 'Done.' }));
  await expect(waiting(ravi, /1 Quorum St.*0 of 2 approvals/)).toBeVisible();
  const first = await openItem(ravi, /1 Quorum St/);
  await expect(first.getByText('After yours 1 more person is needed.')).toBeVisible();
  await expectAccessible(ravi);

  // The policy wants the order typed: the key leads to the box, and the button waits for it.
  await expect(approveButton(first)).toBeDisabled();
  await ravi.keyboard.press('a');
  await expect(first.getByRole('textbox', { name: 'To approve, type order id: #W1000001' })).toBeFocused();
  await ravi.keyboard.type('#W1000001');
  await approveButton(first).click();
  await expect(
    first
      .getByText('You approved this. It waits for 1 more approval from other people.')
      .or(first.getByText('You gave yours'))
      .first(),
  ).toBeVisible();
  await expect(waiting(ravi, /1 Quorum St/)).toHaveCount(0);
  await ravi.getByRole('button', { name: /^Team/ }).click();
  await expect(waiting(ravi, /1 Quorum St.*1 of 2 approvals.*you approved it/)).toBeVisible();

  await ada.goto('/inbox');
  const second = await openItem(ada, /1 Quorum St/);
  await expect(second.getByText('Yours is the last one needed: it runs then.')).toBeVisible();
  await second.getByRole('textbox', { name: /^To approve, type order id/ }).fill('#W1000001');
  await approveButton(second).click();
  await expect(second.getByText(/Approved by Ravi Menon and Ada Lindholm\. It ran and succeeded\./)).toBeVisible();
  await expect(card(ravi, /1 Quorum St/).getByText(/It ran and succeeded/)).toBeVisible();
  await scripted.query(policy(plain));
});
