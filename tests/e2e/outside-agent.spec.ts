import type { APIRequestContext, Page } from '@playwright/test';
import type { ProposalView } from '@/lib/api/contract/proposal';
import { expect, test } from './support/desk';
import { openItem } from './support/inbox';

const tool = {
  name: 'pay_invoice',
  description: 'Pays an invoice.',
  inputSchema: {
    type: 'object',
    properties: { invoice: { type: 'string' }, cents: { type: 'integer', minimum: 1 } },
    required: ['invoice', 'cents'],
  },
  reversibility: 'irreversible',
};

async function register(ada: Page, name: string): Promise<Record<string, string>> {
  const data = { name, owner: 'Accounts payable', purpose: 'Pays what suppliers ask for.', tools: [tool] };
  const headers = { origin: new URL(ada.url()).origin };
  const response = await ada.request.post('/api/v1/agents', { data, headers });
  expect(response.status()).toBe(201);
  const { token } = (await response.json()) as { token: string };
  return { authorization: `Bearer ${token}` };
}

async function proposalOf(response: Awaited<ReturnType<APIRequestContext['get']>>): Promise<ProposalView> {
  return ((await response.json()) as { proposal: ProposalView }).proposal;
}

test('a call of an outside agent is edited, reported, and its agent stopped', async ({ desk, request }) => {
  const [ravi, ada] = [await desk.open('ravi'), await desk.open('ada')];
  const headers = await register(ada, 'payer');
  const data = {
    agent: 'payer',
    tool: 'pay_invoice',
    args: { invoice: 'INV-7', cents: 125_000 },
    summary: 'Pay €1,250.00 to Acme GmbH for INV-7',
    before: { invoices: { 'INV-7': { state: 'open' } } },
    after: { invoices: { 'INV-7': { state: 'paid' } } },
  };
  const { id } = await proposalOf(await request.post('/api/v1/proposals', { data, headers }));

  const card = await openItem(ravi, /Acme GmbH for INV-7/);
  await expect(card.getByText('asked through the outside agent payer (owner Accounts payable)')).toBeVisible();
  await expect(card.getByRole('heading', { name: 'What changes, as described by the agent' })).toBeVisible();
  await expect(card.getByRole('group', { name: 'Changes to invoices INV-7' }).getByText('after: paid')).toBeVisible();
  await expect(card.getByRole('link', { name: 'The whole run' })).toHaveCount(0);
  await card.getByRole('button', { name: 'Edit' }).click();
  const form = card.getByRole('form', { name: 'Edit' });
  await form.getByRole('textbox', { name: 'cents' }).fill('100000');
  await form.getByRole('button', { name: /^Approve with edits: / }).click();
  await form.getByRole('button', { name: /^Confirm with edits: / }).click();
  const settled = ravi.getByRole('region', { name: 'Open item' }).getByRole('article', { name: /INV-7/ });
  await expect(settled.getByText('payer runs it and has reported no outcome yet.')).toBeVisible();

  const seen = await proposalOf(await request.get(`/api/v1/proposals/${id}`, { headers }));
  expect([seen.status, seen.args]).toEqual(['approved', { invoice: 'INV-7', cents: 100_000 }]);
  const outcome = { status: 'succeeded', result: { reference: 'SEPA-1' } };
  await request.post(`/api/v1/proposals/${id}/outcome`, { data: outcome, headers });
  await expect(settled.getByText('Approved with edits by Ravi Menon. payer reports that it succeeded.')).toBeVisible();

  await ada.goto('/settings');
  await ada.getByRole('link', { name: /payer.*owner Accounts payable/ }).click();
  await expect(ada.getByText('Pays what suppliers ask for.')).toBeVisible();
  await ada.getByRole('button', { name: 'End its token' }).click();
  await ada.getByRole('dialog').getByRole('button', { name: 'End the token' }).click();
  await expect(ada.getByText(/^Its token was ended/)).toBeVisible();
  expect((await request.get(`/api/v1/proposals/${id}`, { headers })).status()).toBe(401);
});
