import { groupOf, REQUESTER } from './entitlement';
import type { PolicyBody, Rule } from './policy';
import { role } from './role';

const UNITS = [
  { name: 'day', seconds: 86_400 },
  { name: 'hour', seconds: 3600 },
  { name: 'minute', seconds: 60 },
  { name: 'second', seconds: 1 },
];

/** A policy in lines that people read and compare: a rule a line, then every setting a line. */
export function policyLines(policy: PolicyBody): string[] {
  const { rules, expiresIn, holdSeconds, rateLimit, classOverride, friction, escalateTo, secondCheck, enabled } =
    policy;
  return [
    ...rules.map(ruleLine),
    rules.length === 0 ? 'Every call asks one reviewer' : 'Any other call asks one reviewer',
    `Expires after ${duration(expiresIn)}`,
    ...(escalateTo ? [`Asks group ${escalateTo.group} too after ${duration(escalateTo.afterSeconds)}`] : []),
    ...(holdSeconds > 0 ? [`Held ${duration(holdSeconds)} before it runs`] : []),
    ...(rateLimit ? [`At most ${rateLimit.count} in any ${rateLimit.per} ${limited[rateLimit.by]}`] : []),
    ...(friction ? [frictionLine(friction.typed)] : []),
    ...(secondCheck ? ['A second model is asked before a call that cannot be undone'] : []),
    ...(classOverride ? [`Treated as ${classOverride.reversibility}${because(classOverride.reason)}`] : []),
    enabled ? 'The tool is on' : 'The tool is off',
  ];
}

const limited = { tool: 'of all calls', target: 'to each customer or recipient' };

/** "When args.amount_cents <= 2500: runs by itself". */
function ruleLine({ when, verdict, approvals, approvers, taught }: Rule): string {
  const start = when === undefined ? 'Always' : `When ${when}`;
  const until = taught ? ` (taught, until ${taught.expiresAt.slice(0, 10)})` : '';
  return `${start}: ${effectOf({ verdict, approvals, approvers })}${until}`;
}

/** What a rule does with the calls it applies to, in words. */
export function effectOf({ verdict, approvals = 1, approvers = [] }: Partial<Rule> & Pick<Rule, 'verdict'>): string {
  if (verdict === 'auto') return 'runs by itself';
  if (verdict === 'deny') return 'is refused';
  const from = approvers.length === 0 ? '' : ` (${approvers.map(approverWords).join(', ')})`;
  if (approvals > 1) return `asks ${approvals} people${from}`;
  return from === '' ? 'asks one reviewer' : `asks one person${from}`;
}

/** An approver as people call it: "any admin", "group finance", an e-mail address. */
export function approverWords(approver: string): string {
  const group = groupOf(approver);
  if (group !== null) return `group ${group}`;
  if (approver.toLowerCase() === REQUESTER) return 'whoever asked';
  return role.options.some((name) => name === approver) ? `any ${approver}` : approver;
}

function frictionLine({ argument, above }: NonNullable<PolicyBody['friction']>['typed']): string {
  return `${argument} is typed to approve it${above === undefined ? '' : ` when above ${above}`}`;
}

function because(reason: string | undefined): string {
  return reason === undefined ? '' : `, because: ${reason}`;
}

function duration(seconds: number): string {
  const unit = UNITS.find((candidate) => seconds % candidate.seconds === 0) ?? { name: 'second', seconds: 1 };
  const count = seconds / unit.seconds;
  return `${count} ${unit.name}${count === 1 ? '' : 's'}`;
}
