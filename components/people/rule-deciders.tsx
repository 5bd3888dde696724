import { VisibleText } from '@/components/diff/visible-text';
import { DeciderNames } from './decider-names';
import { Notice } from '@/components/ui/notice';
import { allowsSelfReview } from '@/lib/domain/entitlement';
import { approverWords } from '@/lib/domain/policy-words';
import type { DecidersAnswer, ToolDeciders } from '@/lib/api/contract/decider';

interface RuleDecidersProps {
  rule: ToolDeciders['rules'][number];
  people: DecidersAnswer['people'];
}

/** What one rule leads to, and the people it asks, by name. */
export function RuleDeciders({ rule, people }: RuleDecidersProps) {
  const { when, verdict, approvals, approvers, deciderIds, unmatched } = rule;
  const asked = people.filter(({ id }) => deciderIds.includes(id));
  return (
    <div className="flex flex-col gap-1.5 text-small">
      <p>
        <Condition number={rule.rule} when={when} /> {verdict === 'auto' && 'Nobody is asked: it runs by itself.'}
        {verdict === 'deny' && 'Nobody decides: it is refused.'}
        {verdict === 'require_approval' && (
          <>
            {approvals === 1 ? 'One' : approvals} of{' '}
            {approvers.length === 0 ? 'all reviewers' : approvers.map(approverWords).join(', ')}:
          </>
        )}
      </p>
      {verdict === 'require_approval' && <DeciderNames people={asked} />}
      {verdict === 'require_approval' && <Shortage rule={rule} asked={asked.length} />}
      {unmatched.length > 0 && <Notice tone="warning">Of these, nobody may decide: {unmatched.join(', ')}.</Notice>}
    </div>
  );
}

function Condition({ number, when }: { number: number | null; when: string | null }) {
  if (number === null) return <span className="font-medium">When no rule matches.</span>;
  return (
    <span className="font-medium">
      Rule {number}
      {when === null ? ', always.' : ', when '}
      {when !== null && (
        <code className="font-mono font-normal break-words">
          <VisibleText text={when} />
        </code>
      )}
      {when !== null && '.'}
    </span>
  );
}

/** Unless whoever asks may decide, one more than the rule needs is the least that always works. */
function Shortage({ rule: { approvals, approvers }, asked }: { rule: ToolDeciders['rules'][number]; asked: number }) {
  if (asked < approvals) {
    return (
      <Notice tone="danger">
        {asked === 0 ? 'Nobody' : `Only ${asked}`} can decide this, and it needs {approvals}. Such calls wait until they
        expire.
      </Notice>
    );
  }
  if (asked > approvals || allowsSelfReview(approvers)) return null;
  return <Notice tone="warning">When one of them asks for it, too few are left to decide.</Notice>;
}
