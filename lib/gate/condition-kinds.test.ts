import { describe, expect, it } from 'vitest';
import { findConditionError } from './conditions';
import { shapesFor } from './fact-shapes';

const shapes = shapesFor({
  type: 'object',
  properties: {
    amount_cents: { type: 'integer' },
    price: { type: 'number' },
    reason: { type: 'string' },
    urgent: { type: 'boolean' },
    items: { type: 'array', items: { type: 'string' } },
    address: { type: 'object', properties: { city: { type: 'string' } }, additionalProperties: false },
    extra: { type: 'object' },
    anything: { anyOf: [{ type: 'string' }, { type: 'integer' }] },
  },
});

describe('a condition that is saved', () => {
  it.each([
    'args.amount_cents <= 2500',
    'args.amount_cents + 1 > 3 && args.price < 3',
    'args.amount_cents * 2 <= 5000 || args.price * 1.5 > 2.0',
    'args.reason.startsWith("late") && size(args.items) < 3',
    '"a" in args.items && args.items[0] == "b"',
    'args.items.all(item, item != "c")',
    'args.items.filter(item, item == "c").size() == 0',
    'args.address.city == "Rome" && has(args.address.city)',
    'args.extra.whatever == 1 && args.anything == 1 && args.anything == "x"',
    'requester.customerId == null || requester.customerId == "mia"',
    'agent.name == "retail" && run.costUsd < 1.0 && tool.reversibility == "reversible"',
    'target.orders[args.reason].status == "pending"',
    '!args.urgent',
    'args.urgent ? args.price < 2.0 : args.price < 1.0',
    'double(args.amount_cents) * 1.1 < 20.0',
    'args["amount_cents"] == 2',
  ])('may say %s', (condition) => {
    expect(findConditionError(condition, shapes)).toBeNull();
  });

  it.each([
    ['args.amont_cents <= 2500', /There is no args\.amont_cents; args has amount_cents, price/],
    ['args["amont"] == 1', /There is no args\["amont"\]/],
    ['has(args.amont)', /There is no args\.amont/],
    ['args.address.town == "Rome"', /There is no args\.address\.town; args\.address has city/],
    ['args.reason <= 5', /args\.reason is text and 5 is a number: they can't be compared/],
    ['args.reason == 5', /can't be compared/],
    ['args.amount_cents == "2500"', /args\.amount_cents is a number and "2500" is text/],
    ['args.amount_cents in ["a"]', /can't be compared/],
    ['5 in args.items', /can't be compared/],
    ['"a" in args.reason', /args\.reason is text, so nothing is in it/],
    ['args.urgent > 1', /has no order/],
    ['args.reason && true', /args\.reason is text, not true or false/],
    ['args.amount_cents', /not true or false/],
    ['args.reason.city == "x"', /args\.reason is text, so it has no member city/],
    ['args.amount_cents.startsWith("2")', /startsWith\(\) is for text/],
    ['args.reason.all(x, true)', /nothing to go through/],
    ['args.items.exists(item, item > 3)', /can't be compared/],
    ['args.amount_cents * 1.1 < 20.0', /write double\(args\.amount_cents\)/],
    ['args.reason * 1 == 2', /args\.reason is text, not a number/],
    ['size(args.amount_cents) > 1', /has no size/],
    ['run.cost < 1.0', /There is no run\.cost; run has id, costUsd/],
    ['agent.id == "x"', /There is no agent\.id; agent has name/],
    ['args.items["x"] == "y"', /"x" is text, not a number/],
  ])('may not say %s', (condition, message) => {
    expect(findConditionError(condition, shapes)).toMatch(message);
  });
});
