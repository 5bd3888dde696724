import type { Page } from '@playwright/test';

/** Calls a scripted agent makes on the demo's store. */

const street = { address2: '', city: 'Springfield', state: 'IL', country: 'USA', zip: '62701' };

export function sendTo(address1: string, orderId: string) {
  return { name: 'modify_pending_order_address', input: { order_id: orderId, address1, ...street } };
}

export function lookUp(orderId: string) {
  return { name: 'get_order_details', input: { order_id: orderId } };
}

export function email(to: string, subject: string, body: string) {
  return { name: 'send_email', input: { to, subject, body } };
}

/** Sends a message in the name of whoever this page belongs to, and waits until what it starts stands in the inbox. */
export async function send(page: Page, url: string, message: string): Promise<void> {
  const response = await page.request.post(`${url}/api/v1/runs`, {
    headers: { origin: url, accept: 'application/json' },
    data: { agent: 'retail', message },
  });
  const { run } = (await response.json()) as { run: { id: string } };
  for (;;) {
    const answer = await page.request.get(`${url}/api/v1/runs/${run.id}`, { headers: { accept: 'application/json' } });
    const { status } = ((await answer.json()) as { run: { status: string } }).run;
    if (status !== 'queued' && status !== 'running') return;
  }
}
