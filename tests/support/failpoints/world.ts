import { uuidv7 } from 'uuidv7';
import type { Application } from '@/lib/services/application';
import type { ProposalView } from '@/lib/api/contract/proposal';
import type { RunView } from '@/lib/api/contract/run';
import { sql } from '@/lib/domain/sql';
import { decideProposal } from '@/lib/services/proposals/decide-proposal';
import { startRun } from '@/lib/services/runs/start-run';
import { createCourierTable, messageFor } from '../chaos/courier-agent';
import { ledger, type Effect } from '../chaos/receiver';
import { proposalsOf, settled } from '../../fixtures/engine';
import { createPerson, type TestPerson } from '../people';
import type { Cell, Expected } from './cells';

/** Courier runs, their people and both ledgers. */
export class FailpointWorld {
  private constructor(
    readonly app: Application,
    private readonly receiverUrl: string,
    readonly requester: TestPerson,
    readonly reviewer: TestPerson,
  ) {}

  static async open(app: Application, receiverUrl: string): Promise<FailpointWorld> {
    await app.database.query(createCourierTable);
    return new FailpointWorld(app, receiverUrl, await createPerson(app, 'user'), await createPerson(app, 'reviewer'));
  }

  /** Starts a run that asks for one payment of the cell's delivery; `prepare` gets its id before it exists. */
  async start({ delivery }: Cell, prepare: (runId: string) => void = () => undefined): Promise<string> {
    const runId = uuidv7();
    prepare(runId);
    const message = messageFor([{ delivery, ref: runId, amount: 5 }]);
    await startRun(this.app, this.requester, { agent: 'courier', message, route: 'auto' }, runId);
    return runId;
  }

  /** The payment once it waits for a person. */
  async proposalOf(runId: string): Promise<ProposalView> {
    await settled(this.app, this.requester, runId);
    const [proposal] = await proposalsOf(this.app, this.reviewer, runId);
    if (!proposal) throw new Error(`Run ${runId} proposed nothing.`);
    return proposal;
  }

  async decide({ verdict }: Cell, { id, version, viewHash, args }: ProposalView): Promise<void> {
    const edit = verdict === 'edit' ? { args: { ...args, amount: 7 } } : {};
    await decideProposal(this.app, this.reviewer, id, { verdict, version, viewHash, ...edit });
  }

  ended(runId: string): Promise<RunView> {
    return settled(this.app, this.requester, runId);
  }

  async effectsOf(runId: string): Promise<Effect[]> {
    const ours = await this.app.database.query<Effect>(sql`select ref, amount from payment where ref = ${runId}`);
    const answer = await fetch(`${this.receiverUrl}/effects?ref=${runId}`);
    return [...ours, ...ledger.parse(await answer.json()).effects];
  }

  /** What became of a run, in the words of the table; `amounts` are what was really paid. */
  async outcomeOf(runId: string): Promise<Expected & { run: string; amounts: number[]; dispatches: number }> {
    const run = await this.ended(runId);
    const proposals = await proposalsOf(this.app, this.reviewer, runId);
    const effects = await this.effectsOf(runId);
    const [entries] = await this.app.database.query<{ count: number }>(sql`
      select count(*) from audit_entry
      where action = 'execution.dispatched' and subject ->> 'proposalId' = ${proposals[0]?.id}`);
    return {
      run: run.status,
      execution: proposals[0]?.execution?.status as Expected['execution'],
      effects: effects.length as Expected['effects'],
      amounts: effects.map(({ amount }) => amount),
      dispatches: entries?.count ?? 0,
    };
  }
}

/** What the table says of a cell, in full. */
export function outcomeExpected(cell: Cell, { execution, effects }: Expected) {
  const amount = cell.verdict === 'edit' ? 7 : 5;
  return { run: 'succeeded', execution, effects, amounts: effects === 0 ? [] : [amount], dispatches: 1 };
}
