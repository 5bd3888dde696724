import type { Json } from '@/lib/domain/json';
import { isCents } from '../provenance/evidence-index';
import { coreOf } from '../provenance/normal-text';

const LONGEST_COLUMN = 10;
const MOST_COLUMNS = 200;
const MOST_OPERANDS = 10;
const NEAREST = 6;
const LARGEST_FACTOR = 10;
const MOST_TERMS = 4;

/**
 * The amounts of money that tools answered with, in cents, as far as a person would add them up: those that stand in one
 * list under one name (the prices of an order's items), and those of a record that is named by its id.
 */
export class KnownAmounts {
  readonly #columns = new Map<string, number[]>();
  readonly #ofRecord = new Map<string, Set<number>>();
  #sums: Set<number> | null = null;

  /** Takes in one tool's result. */
  add(result: Json): void {
    this.#sums = null;
    const open: { value: Json; key: string }[] = [{ value: result, key: '' }];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { value, key } = next;
      if (typeof value !== 'object' || value === null) continue;
      const members = Object.entries(value);
      this.#addColumns(members.map(([, member]) => member));
      if (!Array.isArray(value)) this.#addRecord(value as Record<string, Json>, key);
      for (const [name, member] of members) open.push({ value: member, key: name });
    }
  }

  /** True for the sum of some of the amounts that stand in one list under one name. */
  isSum(cents: number): boolean {
    this.#sums ??= new Set(Array.from(this.#columns.values()).flatMap(subsetSums));
    return this.#sums.has(cents);
  }

  /** The amounts of the records with these ids. */
  ofRecords(ids: readonly string[]): number[] {
    return ids.flatMap((id) => [...(this.#ofRecord.get(coreOf(id)) ?? [])]);
  }

  #addColumns(rows: readonly Json[]): void {
    const columns = new Map<string, number[]>();
    for (const row of rows) {
      if (typeof row !== 'object' || row === null || Array.isArray(row)) continue;
      for (const [name, value] of Object.entries(row)) {
        if (typeof value === 'number') columns.set(name, [...(columns.get(name) ?? []), centsOf(name, value)]);
      }
    }
    for (const column of columns.values()) {
      if (column.length < 2 || column.length > LONGEST_COLUMN || this.#columns.size >= MOST_COLUMNS) continue;
      this.#columns.set(column.join(), column);
    }
  }

  #addRecord(record: Record<string, Json>, key: string): void {
    const amounts = Object.entries(record).flatMap(([name, value]) =>
      typeof value === 'number' ? [centsOf(name, value)] : [],
    );
    if (amounts.length === 0) return;
    const names = Object.entries(record).filter(([name, value]) => /(^|_)id$|Id$/.test(name) && isText(value));
    for (const id of new Set([key, ...names.map(([, value]) => String(value))].map(coreOf))) {
      if (!/\d/.test(id)) continue;
      const known = this.#ofRecord.get(id) ?? new Set();
      for (const amount of amounts) known.add(amount);
      this.#ofRecord.set(id, known);
    }
  }
}

function isText(value: Json): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

function centsOf(name: string, amount: number): number {
  return Math.abs(Math.round(isCents(name) ? amount : amount * 100));
}

function subsetSums(column: readonly number[]): number[] {
  return column.reduce<number[]>((sums, amount) => [...sums, ...sums.map((sum) => sum + amount)], [0]);
}

/**
 * True when so many cents are the sum or difference of two of the nearest amounts, or of up to four of the very nearest,
 * each taken once, or a small multiple of one. The more amounts count, the more comes out by chance.
 */
export function isWorkedOut(cents: number, nearest: readonly number[]): boolean {
  const amounts = [...new Set(nearest)].filter((amount) => amount > 0).slice(0, MOST_OPERANDS);
  const reaches = (from: readonly number[], most: number, total: number, terms: number): boolean => {
    if (terms >= 2 && Math.abs(total) === cents) return true;
    if (terms === most) return false;
    return from.some((amount, at) => {
      const rest = from.slice(at + 1);
      return reaches(rest, most, total + amount, terms + 1) || reaches(rest, most, total - amount, terms + 1);
    });
  };
  const isMultiple = amounts.some((amount) => cents % amount === 0 && cents / amount <= LARGEST_FACTOR);
  return isMultiple || reaches(amounts, 2, 0, 0) || reaches(amounts.slice(0, NEAREST), MOST_TERMS, 0, 0);
}

/** True when so many cents are the total of some of these amounts in a row, up to the last one. */
export function isTotal(cents: number, before: readonly number[]): boolean {
  let total = 0;
  return before.toReversed().some((amount, count) => {
    total += amount;
    return count > 0 && total === cents;
  });
}
