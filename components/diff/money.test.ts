import { expect, test } from 'vitest';
import { moneyDifference, moneyText } from './money';

test.each([
  ['amount_cents', 420_050, '4,200.50 (420,050 cents)'],
  ['amount_cents', -5, '-0.05 (-5 cents)'],
  ['price', 12.5, '12.50'],
  ['gift_card_balance', 1234567.891, '1,234,567.891'],
  ['total', 3, '3.00'],
])('%s %d reads %s', (name, value, text) => {
  expect(moneyText(name, value)).toBe(text);
});

test.each(['quantity', 'priceless', 'order_id', 'percent'])('%s is no money', (name) => {
  expect(moneyText(name, 1)).toBeUndefined();
  expect(moneyDifference(name, 1)).toBeUndefined();
});

test('a difference of money has the same unit', () => {
  expect(moneyDifference('amount_cents', 1250)).toBe('12.50');
  expect(moneyDifference('price', 0.1 + 0.2)).toBe('0.30');
});
