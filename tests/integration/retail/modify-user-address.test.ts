import { expect, it } from 'vitest';
import { useDemoStore } from '../../support/demo-store';

const { withTools } = useDemoStore();
const TOOL = 'modify_user_address';
const address = { address1: '9 Garnet Row', address2: '', city: 'Tucson', state: 'AZ', country: 'USA', zip: '85701' };
const args = { user_id: 'mia_chen_2041', ...address };

it('replaces the default address, leaves orders alone, and can be undone', () =>
  withTools(async (tools) => {
    expect(await tools.refusal(TOOL, args)).toBeNull();
    expect(await tools.summary(TOOL, args)).toBe(
      'Change the default address of Mia Chen to 9 Garnet Row, Tucson, AZ 85701, USA from 17 Clover Hill, Apt 5, Madison, WI 53703, USA',
    );
    const { before, after } = await tools.preview(TOOL, args);
    expect(after).toMatchObject({ users: { mia_chen_2041: { address, email: 'mia.chen2041@example.com' } } });
    expect(await tools.execute('get_order_details', { order_id: '#W1000001' })).toMatchObject({
      address: { city: 'Madison' },
    });
    await tools.revert(TOOL, { args, before, after });
    expect({ users: { mia_chen_2041: await tools.execute('get_user_details', args) } }).toEqual(before);
  }));

it('is not undone over a later change', () =>
  withTools(async (tools) => {
    const images = await tools.preview(TOOL, args);
    await tools.execute(TOOL, { ...args, zip: '85702' });
    await expect(tools.revert(TOOL, { args, ...images })).rejects.toThrow('changed since; nothing was undone');
  }));

it('refuses a customer who is not there', () =>
  withTools(async (tools) => {
    expect(await tools.refusal(TOOL, { ...args, user_id: 'mia' })).toMatchObject({ message: 'user not found' });
  }));
