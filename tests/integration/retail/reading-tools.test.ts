import { describe, expect, it } from 'vitest';
import { useDemoStore } from '../../support/demo-store';

const { withTools } = useDemoStore();
const execute = (name: string, args: Record<string, string>) => withTools((tools) => tools.execute(name, args));
const refusal = (name: string, args: Record<string, string>) => withTools((tools) => tools.refusal(name, args));

describe('find_user_id_by_email', () => {
  it('finds whatever the capitals', async () => {
    expect(await execute('find_user_id_by_email', { email: 'MIA.chen2041@Example.com' })).toBe('mia_chen_2041');
  });
  it('refuses an address nobody has, and says what to try', async () => {
    const refused = await refusal('find_user_id_by_email', { email: 'nobody@example.com' });
    expect(refused).toMatchObject({ message: 'user not found', pointer: '/email' });
    expect(refused?.hint).toContain('find_user_id_by_name_zip');
  });
});

describe('find_user_id_by_name_zip', () => {
  const name = { first_name: 'mia', last_name: 'CHEN' };
  it('finds by name and exact postal code', async () => {
    expect(await execute('find_user_id_by_name_zip', { ...name, zip: '53703' })).toBe('mia_chen_2041');
    await expect(execute('find_user_id_by_name_zip', { ...name, zip: '53704' })).rejects.toThrow('user not found');
  });
});

describe('get_user_details', () => {
  it('shows the customer as stored', async () => {
    const user = await execute('get_user_details', { user_id: 'mia_chen_2041' });
    expect(user).toMatchObject({ orders: ['#W1000001', '#W1000002', '#W1000003', '#W1000004', '#W1000007'] });
    expect(await refusal('get_user_details', { user_id: 'mia' })).toMatchObject({ message: 'user not found' });
  });
});

describe('get_order_details', () => {
  it('shows the order as stored', async () => {
    expect(await execute('get_order_details', { order_id: '#W1000001' })).toMatchObject({ status: 'pending' });
    expect(await refusal('get_order_details', { order_id: 'W1000001' })).toMatchObject({ message: 'order not found' });
  });
});

describe('products and items', () => {
  it('list_all_product_types leads to get_product_details and get_item_details', async () => {
    const types = (await execute('list_all_product_types', {})) as Record<string, string>;
    expect(Object.keys(types)).toHaveLength(12);
    const product = (await execute('get_product_details', { product_id: types['Desk Clock'] ?? '' })) as {
      variants: Record<string, unknown>;
    };
    const [itemId, variant] = Object.entries(product.variants)[0] ?? ['', undefined];
    expect(await execute('get_item_details', { item_id: itemId })).toEqual(variant);
    expect(await refusal('get_product_details', { product_id: itemId })).toMatchObject({
      message: 'product not found',
    });
    expect(await refusal('get_item_details', { item_id: '1' })).toMatchObject({ message: 'item not found' });
  });
});

describe('calculate', () => {
  it.each([
    ['2 + 3 * 4', '14.0'],
    ['(12.50 + 7.99) * -2', '-40.98'],
    ['1 / 8', '0.12'],
    ['.1 + .2', '0.3'],
    ['10 - 4 - 3', '3.0'],
    ['5 * 0 / 3', '0.0'],
  ])('%s is %s', async (expression, value) => {
    expect(await execute('calculate', { expression })).toBe(value);
  });
  it.each([
    ['1 / 0', 'division by zero'],
    ['12%', 'invalid characters in expression'],
    ['process.exit()', 'invalid characters in expression'],
    ['(1 + 2', 'invalid syntax'],
    ['', 'invalid syntax'],
    ['1 2', 'invalid syntax'],
    ['()', 'invalid syntax'],
  ])('%s is refused', async (expression, message) => {
    expect(await refusal('calculate', { expression })).toMatchObject({ message, pointer: '/expression' });
  });
  it('follows deep nesting', async () => {
    expect(await execute('calculate', { expression: '('.repeat(499) + '1' + ')'.repeat(499) })).toBe('1.0');
  });
});

describe('think and transfer_to_human_agents', () => {
  it('answer without touching the store', async () => {
    expect(await execute('think', { thought: 'first the order, then the item' })).toBe('');
    expect(await execute('transfer_to_human_agents', { summary: 'wants a person' })).toBe('Transfer successful');
  });
});
