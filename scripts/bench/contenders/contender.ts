/** A system that parks a run before a write, lets a person decide, and carries the run on. */
export interface Contender {
  name: string;
  /** Starts a run that asks for the write and waits until it is parked in Postgres. Gives what it is found by. */
  park(): Promise<string>;
  /** Approves it; gives the milliseconds from there to the first line of the write's execute. */
  decide(id: string): Promise<number>;
  /** Approves them all at once and waits until each has executed and its run has gone on to its end. */
  approveAll(ids: readonly string[]): Promise<void>;
  /** Two people approve it at the same time; gives how many of them ran the write. */
  decideTwice(id: string): Promise<number>;
  /** Carries a run through so many steps, each a model call and a read, and its answer. Absent where nothing is kept. */
  runSteps?(count: number): Promise<void>;
  close(): Promise<void>;
}

/** How many approvals are on their way at the same time when many are given. */
export const APPROVALS_AT_ONCE = 16;

/** Works through the items, so many at a time. */
export async function inParallel<Item>(items: readonly Item[], atOnce: number, work: (item: Item) => Promise<unknown>) {
  const waiting = [...items];
  const lane = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}
