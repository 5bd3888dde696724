import { proposalAnswer, type ProposalView } from '@/lib/api/contract/proposal';
import { runAnswer } from '@/lib/api/contract/run';
import { auditEntry, type AuditEntry } from '@/lib/domain/audit';
import { concurrently } from '../batches';
import type { People, Told } from './clients';
import type { Effect } from './receiver';

/** What was found at fault, by kind; nothing at all when every promise was kept. */
export interface Findings {
  duplicates: string[];
  unapproved: string[];
  lostRuns: string[];
  lostEffects: string[];
  lostDecisions: string[];
  audit: string[];
}

export interface Evidence {
  /** Every effect of every receiver, our own ledger among them. */
  effects: readonly Effect[];
  told: Told;
  people: People;
  /** What `audit:verify` finds wrong with the log, or null. */
  auditFault: string | null;
}

export interface Checked {
  findings: Findings;
  executions: Map<string, number>;
}

/** Reads the receivers' ledgers, the history the API tells and the audit log, and nothing else. */
export async function check({ effects, told, people, auditFault }: Evidence): Promise<Checked> {
  const findings: Findings = {
    duplicates: [],
    unapproved: [],
    lostRuns: [],
    lostEffects: [],
    lostDecisions: [],
    audit: auditFault === null ? [] : [auditFault],
  };
  const byRef = groupBy(effects, ({ ref }) => ref);
  for (const [ref, all] of byRef) if (all.length > 1) findings.duplicates.push(`${ref} was paid ${all.length} times`);
  const proposals = (await concurrently(told.runIds, 8, (runId) => historyOf(people, runId, findings))).flat();
  const proposed = new Set(proposals.map(({ args }) => String(args.ref)));
  for (const ref of byRef.keys())
    if (!proposed.has(ref)) findings.unapproved.push(`${ref} was paid, but nobody asked for it`);
  for (const proposal of proposals) checkProposal(proposal, byRef.get(String(proposal.args.ref)) ?? [], findings);
  checkDecisions(told, new Map(proposals.map((proposal) => [proposal.id, proposal])), findings);
  checkAudit(await auditEntries(people), proposals, findings);
  const executions = new Map<string, number>();
  for (const { delivery, execution } of proposals) {
    const kind = `${delivery} ${execution?.status ?? 'none'}`;
    executions.set(kind, (executions.get(kind) ?? 0) + 1);
  }
  return { findings, executions };
}

/** The proposals of a run with those they superseded; a run that did not end is lost. */
async function historyOf({ admin }: People, runId: string, { lostRuns }: Findings): Promise<ProposalView[]> {
  const { run } = await admin.ask(`/runs/${runId}`, runAnswer);
  const ended = ['succeeded', 'cancelled'].includes(run.status) || (run.status === 'escalated' && run.reason);
  if (!ended) lostRuns.push(`run ${runId} is ${run.status}`);
  const proposals: ProposalView[] = [];
  for (let next = run.toolCalls.flatMap(({ proposalId }) => proposalId ?? []); next.length > 0;) {
    const found = await Promise.all(next.map((id) => admin.ask(`/proposals/${id}`, proposalAnswer)));
    proposals.push(...found.map(({ proposal }) => proposal));
    next = found.flatMap(({ proposal }) => proposal.supersedesId ?? []);
  }
  return proposals;
}

function checkProposal(proposal: ProposalView, effects: readonly Effect[], findings: Findings): void {
  const { id, version, status, args, execution, decisions } = proposal;
  const name = `${args.ref} (proposal ${id})`;
  if (status === 'superseded') return;
  const approved = decisions.some((one) => one.version === version && ['approve', 'edit'].includes(one.verdict));
  if (effects.length > 0 && !(approved && status === 'approved'))
    findings.unapproved.push(`${name} was paid while ${status}`);
  if (effects.some(({ amount }) => amount !== args.amount))
    findings.unapproved.push(`${name} was paid otherwise than approved`);
  if (execution?.status === 'succeeded' && effects.length === 0)
    findings.lostEffects.push(`${name} succeeded, but was never paid`);
  if (effects.length > 0 && execution && execution.status !== 'succeeded') {
    findings.lostEffects.push(`${name} was paid, but is told to have ${execution.status}`);
  }
  if (status === 'approved' && !['succeeded', 'failed'].includes(execution?.status ?? '')) {
    findings.lostEffects.push(`${name} was approved, but its execution is ${execution?.status ?? 'missing'}`);
  }
}

/** A decision that was answered with 200 stands for ever, and it is the only one of its proposal. */
function checkDecisions(
  { decisions }: Told,
  proposals: ReadonlyMap<string, ProposalView>,
  { lostDecisions }: Findings,
) {
  const taken = groupBy(decisions, ({ proposalId }) => proposalId);
  for (const [proposalId, answered] of taken) {
    if (answered.length > 1) lostDecisions.push(`proposal ${proposalId} was decided ${answered.length} times`);
    const known = proposals.get(proposalId)?.decisions.map(({ id }) => id) ?? [];
    for (const { decisionId } of answered) {
      if (!known.includes(decisionId)) lostDecisions.push(`decision ${decisionId} on ${proposalId} is gone`);
    }
  }
}

async function auditEntries({ admin }: People): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = [];
  for (;;) {
    const { text } = await admin.send(`/audit?after=${entries.length}`);
    const lines = text.split('\n').filter((line) => line !== '');
    if (lines.length === 0) return entries;
    entries.push(...lines.map((line) => auditEntry.parse(JSON.parse(line))));
  }
}

/** Exactly one entry approves what ran and one says that it was sent. */
function checkAudit(entries: readonly AuditEntry[], proposals: readonly ProposalView[], { audit }: Findings): void {
  const approvals = groupBy(
    entries.filter(({ action, outcome }) => action === 'proposal.decided' && outcome === 'approved'),
    ({ subject }) => subject.proposalId ?? '',
  );
  const dispatches = groupBy(
    entries.filter(({ action }) => action === 'execution.dispatched'),
    ({ subject }) => subject.proposalId ?? '',
  );
  for (const { id, status, execution } of proposals) {
    const given = approvals.get(id)?.length ?? 0;
    const sent = dispatches.get(id)?.length ?? 0;
    if (status === 'approved' && given !== 1) audit.push(`${given} entries approve proposal ${id}`);
    if (status === 'approved' && execution && sent !== 1) audit.push(`${sent} entries dispatch proposal ${id}`);
    if (status !== 'approved' && sent > 0) audit.push(`Proposal ${id} is ${status} and was dispatched`);
  }
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
