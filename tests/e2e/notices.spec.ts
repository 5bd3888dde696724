import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApplication } from '../support/application';
import { startMailServer } from '../support/mail-server';
import { expectAccessible } from './support/accessible';
import { ask, doing } from './support/chat';
import { expect, test } from './support/desk';
import { reject } from './support/inbox';

const ravi = 'ravi@demo.countersign.local';
const mia = 'mia@demo.countersign.local';

test('a mail leads the reviewer to what waits, and the customer who left to what became of it', async ({ desk }) => {
  test.setTimeout(240_000);
  const dataDir = await mkdtemp(join(tmpdir(), 'countersign-notices-'));
  const mail = await startMailServer();
  const application = await startApplication({ dataDir, env: { SMTP_URL: mail.url } });
  try {
    const here = { baseURL: application.url };
    const mailTo = (address: string) => mail.received.find(({ to }) => to.includes(address));
    const reviewer = await desk.open('ravi', here);
    const customer = await desk.open('mia', here);
    const conversation = await ask(customer, 'Cancel order #W1000007, I ordered it by mistake');
    await expect(doing(customer, /^Cancel order #W1000007/)).toContainText('Waiting for approval');
    await customer.close();

    await expect.poll(() => mailTo(ravi), { timeout: 20_000 }).toBeDefined();
    const { subject = '', text = '' } = mailTo(ravi) ?? {};
    expect(`${subject} ${text}`).not.toMatch(/W1000007|mistake|Mia/);
    const link = /http\S+\/inbox\/\S+/.exec(text)?.[0] ?? '';
    for (const method of ['GET', 'HEAD']) await reviewer.request.fetch(link, { method });
    await reviewer.goto(link);
    const card = reviewer.getByRole('region', { name: 'Open item' }).getByRole('article', { name: /^Cancel order/ });
    await reject(card, 'It has left already.');
    await expect(card.getByText(/^Rejected/)).toBeVisible();

    await expect.poll(() => mailTo(mia), { timeout: 100_000 }).toBeDefined();
    expect(mailTo(mia)?.subject).toBe('What you asked for was rejected');
    expect(mailTo(mia)?.text).toContain(conversation);

    await reviewer.goto('/account');
    const form = reviewer.getByRole('form', { name: 'Notices' });
    await form.getByLabel('When something needs me, first by').selectOption('Nothing');
    await form.getByRole('button', { name: 'Save notices' }).click();
    await expect(reviewer.getByText('Saved.')).toBeVisible();
    await reviewer.reload();
    await expect(form.getByLabel('When something needs me, first by')).toHaveValue('');
    await expectAccessible(reviewer);
    await reviewer.close();
  } finally {
    await application.stop();
    await mail.close();
    await rm(dataDir, { recursive: true, force: true });
  }
});
