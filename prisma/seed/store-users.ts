import type { Address, PaymentMethod, StoreUser } from '@/lib/agents/retail/store/records';
import type { Random } from './random';
import { cities, firstNames, lastNames, streets } from './words';

const CUSTOMERS = 40;

/** A customer with the id their document is stored under. */
export interface MadeUser {
  id: string;
  user: StoreUser;
}

/** The demo's best-known customer: orders in several states, every kind of payment method. */
export const mia: MadeUser = {
  id: 'mia_chen_2041',
  user: {
    name: { first_name: 'Mia', last_name: 'Chen' },
    email: 'mia.chen2041@example.com',
    address: {
      address1: '17 Clover Hill',
      address2: 'Apt 5',
      city: 'Madison',
      state: 'WI',
      country: 'USA',
      zip: '53703',
    },
    payment_methods: methods([
      { source: 'gift_card', id: 'gift_card_2041001', balance: 40 },
      { source: 'credit_card', id: 'credit_card_2041002', brand: 'visa', last_four: '4242' },
      { source: 'paypal', id: 'paypal_2041003' },
    ]),
    orders: [],
  },
};

/** A customer without a gift card, whom store credit cannot reach. */
export const leo: MadeUser = {
  id: 'leo_okafor_3310',
  user: {
    name: { first_name: 'Leo', last_name: 'Okafor' },
    email: 'leo.okafor3310@example.com',
    address: { address1: '4 Ferry Landing', address2: '', city: 'Savannah', state: 'GA', country: 'USA', zip: '31401' },
    payment_methods: methods([{ source: 'paypal', id: 'paypal_3310001' }]),
    orders: [],
  },
};

/** Mia, Leo and made-up others. */
export function makeUsers(random: Random): MadeUser[] {
  const others = Array.from({ length: CUSTOMERS - 2 }, (_, index) => makeUser(index, random));
  return [mia, leo, ...others].map(({ id, user }) => ({ id, user: { ...user, orders: [] } }));
}

function makeUser(index: number, random: Random): MadeUser {
  const first = firstNames[index % firstNames.length] ?? '';
  const last = random.pick(lastNames);
  const number = 4000 + index * 37;
  return {
    id: `${first}_${last}_${number}`.toLowerCase(),
    user: {
      name: { first_name: first, last_name: last },
      email: `${first}.${last}${number}@example.com`.toLowerCase(),
      address: makeAddress(random),
      payment_methods: methods(random.sample(makeMethods(number, random), random.between(1, 3))),
      orders: [],
    },
  };
}

export function makeAddress(random: Random): Address {
  const { city, state, zip } = random.pick(cities);
  return {
    address1: `${random.between(2, 240)} ${random.pick(streets)}`,
    address2: random.pick(['', '', `Apt ${random.between(1, 30)}`, `Floor ${random.between(2, 9)}`]),
    city,
    state,
    country: 'USA',
    zip: String(zip + random.between(1, 60)).padStart(5, '0'),
  };
}

function makeMethods(number: number, random: Random): PaymentMethod[] {
  const lastFour = String(random.between(1000, 9999));
  return [
    { source: 'gift_card', id: `gift_card_${number}001`, balance: random.between(4, 90) },
    {
      source: 'credit_card',
      id: `credit_card_${number}002`,
      brand: random.pick(['visa', 'mastercard']),
      last_four: lastFour,
    },
    { source: 'paypal', id: `paypal_${number}003` },
  ];
}

function methods(list: PaymentMethod[]): Record<string, PaymentMethod> {
  return Object.fromEntries(list.map((method) => [method.id, method]));
}
