/** Puts items into as few batches as come easily, so that no two of one batch share a key. */
export function disjointBatches<Item>(items: readonly Item[], keysOf: (item: Item) => Iterable<string>): Item[][] {
  const batches: { keys: Set<string>; items: Item[] }[] = [];
  for (const item of items) {
    const keys = [...keysOf(item)];
    let batch = batches.find((candidate) => keys.every((key) => !candidate.keys.has(key)));
    if (!batch) batches.push((batch = { keys: new Set(), items: [] }));
    for (const key of keys) batch.keys.add(key);
    batch.items.push(item);
  }
  return batches.map((batch) => batch.items);
}

/** Does the work for every item, so many at a time; gives the results in the items' order. */
export async function concurrently<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  const lane = async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: limit }, lane));
  return results;
}
