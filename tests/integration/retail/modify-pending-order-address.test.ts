import { expect, it } from 'vitest';
import { useDemoStore } from '../../support/demo-store';

const { withTools } = useDemoStore();
const TOOL = 'modify_pending_order_address';
const address = { address1: '9 Garnet Row', address2: '', city: 'Tucson', state: 'AZ', country: 'USA', zip: '85701' };
const args = { order_id: '#W1000001', ...address };

it('replaces the address and can be undone', () =>
  withTools(async (tools) => {
    expect(await tools.refusal(TOOL, args)).toBeNull();
    expect(await tools.summary(TOOL, args)).toBe(
      'Send order #W1000001 of Mia Chen to 9 Garnet Row, Tucson, AZ 85701, USA instead of 17 Clover Hill, Apt 5, Madison, WI 53703, USA',
    );
    const { before, after } = await tools.preview(TOOL, args);
    expect(after).toMatchObject({ orders: { '#W1000001': { address, status: 'pending' } } });
    await tools.revert(TOOL, { args, before, after });
    expect({ orders: { '#W1000001': await tools.execute('get_order_details', args) } }).toEqual(before);
  }));

it('is not undone over a later change, nor once the order is not pending', () =>
  withTools(async (tools) => {
    const images = await tools.preview(TOOL, args);
    await tools.execute(TOOL, { ...args, address1: '10 Garnet Row' });
    await expect(tools.revert(TOOL, { args, ...images })).rejects.toThrow('changed since; nothing was undone');
    await tools.execute(TOOL, args);
    await tools.execute('cancel_pending_order', { order_id: '#W1000001', reason: 'no longer needed' });
    await expect(tools.revert(TOOL, { args, ...images })).rejects.toThrow('non-pending order cannot be modified');
  }));

it('refuses an order that has left', () =>
  withTools(async (tools) => {
    const refused = await tools.refusal(TOOL, { ...args, order_id: '#W1000004' });
    expect(refused).toMatchObject({ message: 'non-pending order cannot be modified' });
  }));
