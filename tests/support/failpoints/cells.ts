import type { CourierDelivery } from '../chaos/courier-agent';
import type { Point } from './points';

/** One cell of the table: where it goes wrong, for which class of delivery, after which decision. */
export interface Cell {
  point: Point;
  delivery: CourierDelivery;
  verdict: 'approve' | 'edit';
}

/** A transactional effect is part of the transaction that records it, so nothing lies between dispatch and sending. */
export function isReachable({ point, delivery }: Cell): boolean {
  return delivery !== 'transactional' || point !== 'C5 after: dispatch stored, not sent';
}

/** How an execution ends, and how often its effect takes place, when its worker comes to grief at a point once. */
export interface Expected {
  execution: 'succeeded' | 'unknown';
  effects: 0 | 1;
}

/** The table of docs/reliability.md: only what can't be asked or repeated is left for a person to find out. */
export function expectedOf({ point, delivery }: Cell): Expected {
  if (delivery === 'at_most_once') {
    if (point === 'C5 after: dispatch stored, not sent') return { execution: 'unknown', effects: 0 };
    if (point === 'C6 after: sent, not recorded' || point === 'C7 before: outcome not committed') {
      return { execution: 'unknown', effects: 1 };
    }
  }
  return { execution: 'succeeded', effects: 1 };
}
