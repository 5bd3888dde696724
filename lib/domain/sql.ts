/** One parameterised SQL statement; values never become part of the text. */
export interface SqlStatement {
  text: string;
  values: unknown[];
}

/** Tag that turns `${value}` into a numbered parameter and splices a nested statement in place. */
export function sql(parts: TemplateStringsArray, ...inputs: unknown[]): SqlStatement {
  const values: unknown[] = [];
  let text = parts[0] ?? '';
  inputs.forEach((input, index) => {
    text += isStatement(input) ? renumber(input, values) : placeholder(input, values);
    text += parts[index + 1] ?? '';
  });
  return { text, values };
}

function placeholder(value: unknown, values: unknown[]): string {
  values.push(value);
  return `$${values.length}`;
}

function renumber(statement: SqlStatement, values: unknown[]): string {
  const offset = values.length;
  values.push(...statement.values);
  return statement.text.replace(/\$(\d+)/g, (_, position: string) => `$${Number(position) + offset}`);
}

function isStatement(value: unknown): value is SqlStatement {
  return typeof value === 'object' && value !== null && 'text' in value && 'values' in value;
}

/**
 * The one kind of transaction handle: store adapters, services and transactional tools all join it.
 * Rows come back with camelCase keys; int8 is a number, timestamptz a Date, json and jsonb are parsed.
 */
export interface Transaction {
  query<Row>(statement: SqlStatement): Promise<Row[]>;
  /**
   * Runs a statement whose answer nobody needs. It leaves, in its order, with the next one that is asked or with the
   * commit, and costs no waiting of its own; when it fails, so does the transaction.
   */
  send(statement: SqlStatement): Promise<void>;
  /**
   * Sends, in the same way, an insert, update or delete without `returning` that must change a row: when it changes none,
   * nothing of the transaction is committed and it fails with `otherwise`. What follows need not wait to see whether it did.
   */
  sendChange(statement: SqlStatement, otherwise: () => Error): Promise<void>;
  /** Runs `work` in a savepoint; an exception rolls back to it and is rethrown. */
  savepoint<Result>(work: () => Promise<Result>): Promise<Result>;
  /**
   * Runs a statement as one of the last before the commit, in the order given, so that a row everyone locks is held as
   * briefly as can be and never while another lock is waited for. Forgotten when its savepoint rolls back.
   */
  beforeCommit(statement: SqlStatement): Promise<void>;
  /**
   * Wakes listeners once the transaction has committed: with a run's id, or with a user's when what they may do changed.
   * Only a hint: whoever waits also polls.
   */
  notify(channel: 'run_event' | 'run_queued' | 'access_changed', payload: string): void;
}
