import { expectAccessible } from './support/accessible';
import { ask, replies, say } from './support/chat';
import { openItem, waiting } from './support/inbox';
import { lookUp } from './support/plans';
import { expect, test } from './support/scripted';

// It counts what was handed over.
test.use({ alone: 'front-door' });

test('a simple question takes the rules path, an unclear one is asked back once, and the run’s page says so', async ({
  desk,
  scripted,
}) => {
  const [mia, ravi] = [await desk.open('mia'), await desk.open('ravi')];
  const status = { intent: 'order_status', confidence: 0.93 };
  const simple = await ask(mia, scripted.understand('Where is my order #W1000001?', status));
  await expect(replies(mia)).toContainText('Order #W1000001 is');

  const question = 'Do you mean an order or your account?';
  await ask(mia, scripted.understand('It is the usual thing', { intent: 'other', confidence: 0.4, question }));
  await expect(replies(mia)).toContainText(question);
  await say(mia, scripted.understand('The usual', { intent: 'other', confidence: 0.5 }));
  await expect(replies(mia).last()).toContainText('I have asked a colleague');
  await expect(waiting(ravi, /still not sure enough/)).toHaveCount(1);

  await ravi.goto(simple);
  await ravi.getByRole('link', { name: 'Record of this run' }).click();
  await expect(ravi.getByText('Understood as “order status” (0.93), took the rules path.')).toBeVisible();
  await expectAccessible(ravi);
});

test('what is out of scope is refused, and handed over once', async ({ desk, scripted }) => {
  const [mia, ravi] = [await desk.open('mia'), await desk.open('ravi')];
  const poem = { intent: 'other', confidence: 0.97, outOfScope: true };
  await ask(mia, scripted.understand('Write me a poem', poem));
  await expect(replies(mia)).toContainText("I can't do that here. I can look up your orders");
  await say(mia, scripted.understand('Then a song', poem));
  await expect(replies(mia).last()).toContainText('A colleague already has this conversation');
  await expect(waiting(ravi, /out of this agent’s scope/)).toHaveCount(1);
});

test('a card says how far its call can be trusted, and why on demand', async ({ desk, scripted }) => {
  const [mia, ravi] = [await desk.open('mia'), await desk.open('ravi')];
  const street = { address1: '9 Elm St', address2: '', city: 'Madison', state: 'WI', country: 'USA', zip: '99998' };
  const input = { order_id: '#W1000001', ...street, _confidence: 0.8 };
  const turn = { toolUses: [{ name: 'modify_pending_order_address', input }] };
  const plan = scripted.plan({ toolUses: [lookUp('#W1000001')] }, turn, { text: 'Done.' });
  await ask(mia, `${plan} My order W1000001 goes to 9 Elm St, same town.`);
  const card = await openItem(ravi, /to 9 Elm St/);
  const note = card.getByText('Confidence 0.48 (low)');
  await expect(note).toBeVisible();
  await expect(card.getByText(/made up: the run’s record holds no source/)).toBeHidden();
  await note.focus();
  await ravi.keyboard.press('Enter');
  await expect(card.getByText(/1 argument was made up: the run’s record holds no source/)).toBeVisible();
  await expectAccessible(ravi);
});
