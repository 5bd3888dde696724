import { defaultPolicyBody } from '@/lib/domain/policy';
import type { JsonObject } from '@/lib/domain/json';
import { evaluatePolicy } from '@/lib/gate/verdict';
import { rowOf } from '../report';
import type { Measure } from './measure';

const MOST_MICROSECONDS = 20;
const ROUNDS = 50_000;
const WARM_UP = 5000;

const items = Array.from({ length: 8 }, (_, index) => ({
  name: 'Water bottle',
  product_id: String(8_310_926_033 + index),
  item_id: String(5_917_587_651 + index),
  price: 48.5,
  options: { capacity: '500ml', material: 'stainless steel', color: 'black' },
}));

/** What a call about an order of eight items is judged on. */
const facts = {
  args: { user_id: 'mia_chen_1182', amount_cents: 4200, reason: 'The parcel came nine days late.' },
  agent: { name: 'retail' },
  requester: { id: 'user-1', customerId: 'mia_chen_1182' },
  target: { orders: { '#W1000002': { status: 'pending', user_id: 'mia_chen_1182', items } } } as JsonObject,
  run: { id: 'run-1', costUsd: 0.0123 },
  tool: { name: 'issue_store_credit', reversibility: 'compensable', delivery: 'transactional' },
};

/** Nine rules that pass the call on, two of them looking into the record, and the tenth that decides. */
const policy = {
  ...defaultPolicyBody,
  rules: [
    ...Array.from({ length: 7 }, (_, index) => ({
      when: `args.amount_cents <= ${index * 100} && agent.name == "retail"`,
      verdict: 'auto' as const,
    })),
    { when: 'target.orders["#W1000002"].status == "delivered"', verdict: 'deny' as const },
    { when: 'target.orders["#W1000002"].items.exists(item, item.price > 500.0)', verdict: 'deny' as const },
    { when: 'args.amount_cents <= 50000', verdict: 'require_approval' as const, approvals: 2 },
  ],
};

/** How long policy takes to judge one call by ten rules. */
export const rules: Measure = {
  name: 'rules',
  title: 'Ten rules on one call',
  run: () => {
    const microseconds: number[] = [];
    for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
      const from = performance.now();
      evaluatePolicy({ policy, at: new Date(0), facts });
      if (round >= WARM_UP) microseconds.push((performance.now() - from) * 1000);
    }
    const row = rowOf('ten rules', 'Countersign', 'µs', microseconds);
    const bar = `median ≤ ${MOST_MICROSECONDS} µs`;
    return Promise.resolve([{ ...row, bar, reached: row.median <= MOST_MICROSECONDS }]);
  },
};
