'use client';

import Link from 'next/link';
import { VisibleText } from '@/components/diff/visible-text';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Ago, Clock } from '@/components/time/moments';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { useRevokeTaughtRule, useTaughtRules } from '@/lib/api/client/use-taught-rules';
import type { TaughtRule } from '@/lib/api/contract/taught-rule';
import { conditionWords } from './rule-words';

/** What was taught from cards, what it let run, and the way to end it. */
export function TaughtRules() {
  const { data: rules, error, refetch } = useTaughtRules();
  const { mutate, isPending, error: refusal } = useRevokeTaughtRule();
  return (
    <section aria-labelledby="taught" className="flex flex-col gap-2">
      <h2 id="taught" className="font-semibold">
        Taught rules
      </h2>
      <p className="text-small text-quiet">
        Made from the card of a proposal by &ldquo;Always allow this kind&rdquo;. Each ends by itself.
      </p>
      {error && !rules && (
        <ErrorNotice error={error} what="The taught rules could not be loaded." onRetry={() => void refetch()} />
      )}
      {refusal && <ErrorNotice error={refusal} what="The rule was not revoked." writes />}
      {rules?.length === 0 && <p className="text-small text-quiet">There is none.</p>}
      <ul aria-label="Taught rules" className="divide-y rounded-md ring-1 ring-line empty:hidden">
        {rules?.map((rule) => (
          <TaughtRuleRow key={rule.id} rule={rule} busy={isPending} onRevoke={() => mutate(rule.id)} />
        ))}
      </ul>
    </section>
  );
}

interface TaughtRuleRowProps {
  rule: TaughtRule;
  busy: boolean;
  onRevoke: () => void;
}

function TaughtRuleRow({ rule, busy, onRevoke }: TaughtRuleRowProps) {
  const { tool, when, owner, proposalId, expiresAt, expired, hits, lastHitAt } = rule;
  return (
    <li className="flex flex-wrap items-center gap-2 px-3 py-2.5 text-small">
      <div className="flex min-w-0 flex-1 flex-col gap-0.5 max-md:basis-full">
        <p className="break-words">
          <Link href={`/settings/tools/${encodeURIComponent(tool)}`} className="font-mono underline">
            {tool}
          </Link>{' '}
          runs by itself <VisibleText text={conditionWords(when)} />
        </p>
        <p className="text-meta text-quiet">
          <VisibleText text={owner.name} />, from{' '}
          <Link href={`/inbox/${proposalId}`} className="underline">
            this proposal
          </Link>{' '}
          · {expired ? 'ended' : 'until'} <Clock at={expiresAt} /> · let {hits} {hits === 1 ? 'call' : 'calls'} run
          {lastHitAt && (
            <>
              , last <Ago at={lastHitAt} />
            </>
          )}
        </p>
      </div>
      {expired && <Badge>ended</Badge>}
      <Button size="small" disabled={busy} aria-label={`Revoke the rule for ${tool}`} onClick={onRevoke}>
        {expired ? 'Remove' : 'Revoke'}
      </Button>
    </li>
  );
}
