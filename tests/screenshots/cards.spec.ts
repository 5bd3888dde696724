import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { registerAgentAnswer } from '@/lib/api/contract/outside-agent';
import { proposalAnswer } from '@/lib/api/contract/proposal';
import { expectAccessible } from '../e2e/support/accessible';
import { ask, doing } from '../e2e/support/chat';
import { email, sendTo } from '../e2e/support/plans';
import { expect, test } from '../e2e/support/scripted';
import { outsideCards, type OutsideCard } from './outside-cards';

const folder = join(import.meta.dirname, '../../docs/screenshots');
const inputSchema = { type: 'object', additionalProperties: true };

async function registerAgent(ada: Page): Promise<Record<string, string>> {
  const tools = [...new Set(outsideCards.map(({ tool }) => tool))].map((name) => {
    return { name, description: `The tool ${name}.`, inputSchema, reversibility: 'irreversible' };
  });
  const response = await ada.request.post('/api/v1/agents', {
    data: { name: 'backoffice', owner: 'Back office', purpose: 'Does what the back office does.', tools },
    headers: { origin: new URL(ada.url()).origin },
  });
  const { token } = registerAgentAnswer.parse(await response.json());
  return { authorization: `Bearer ${token}` };
}

async function propose(
  page: Page,
  headers: Record<string, string>,
  { name: _, ...call }: OutsideCard,
): Promise<string> {
  const response = await page.request.post('/api/v1/proposals', { data: { agent: 'backoffice', ...call }, headers });
  expect(response.status(), await response.text()).toBe(201);
  return proposalAnswer.parse(await response.json()).proposal.id;
}

async function draw(page: Page, id: string, file: string, schemes: readonly ('light' | 'dark')[]): Promise<void> {
  await page.goto(`/inbox/${id}`);
  const card = page.getByRole('region', { name: 'Open item' }).getByRole('article').first();
  await expect(card.getByRole('button', { name: 'Reject' })).toBeVisible();
  await expectAccessible(page);
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveClass(new RegExp(`\\b${colorScheme}\\b`));
    await page.screenshot({ path: join(folder, `${file}${colorScheme === 'dark' ? '-dark' : ''}.png`) });
  }
}

test('every kind of card, light, dark and on a phone', async ({ desk, scripted }) => {
  test.setTimeout(600_000);
  const mia = await desk.open('mia');
  const body =
    'Dear Mia,\n\nyour parcel left us today and should be with you on Tuesday.\n\nKind regards,\nStore support';
  await ask(mia, scripted.plan({ text: 'I propose it.', toolUses: [sendTo('12 Elm St', '#W1000001')] }));
  await expect(doing(mia, '12 Elm St')).toContainText('Waiting for approval');
  await ask(
    mia,
    scripted.plan({ text: 'I will tell her.', toolUses: [email('mia@example.com', 'Your order is on its way', body)] }),
  );
  await expect(doing(mia, 'Email mia@example.com')).toContainText('Waiting for approval');

  const ada = await desk.open('ada');
  const listed = (await (await ada.request.get('/api/v1/inbox')).json()) as { items: { id: string; tool: string }[] };
  const ours = (tool: string) => listed.items.find((item) => item.tool === tool)?.id ?? '';
  const cards = [
    { name: 'record', id: ours('modify_pending_order_address') },
    { name: 'email', id: ours('send_email') },
  ];
  const headers = await registerAgent(ada);
  for (const card of outsideCards) cards.push({ name: card.name, id: await propose(ada, headers, card) });

  const ravi = await desk.open('ravi', { viewport: { width: 1180, height: 760 } });
  const phone = await desk.open('ravi', { viewport: { width: 390, height: 844 }, isMobile: true });
  for (const { name, id } of cards) {
    await draw(ravi, id, name, ['light', 'dark']);
    await draw(phone, id, `${name}-phone`, ['light']);
  }
});
