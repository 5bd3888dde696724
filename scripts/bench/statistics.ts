/** The value below which this share of the values lies (nearest rank). Throws for no values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error('No values were measured.');
  return value;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);
