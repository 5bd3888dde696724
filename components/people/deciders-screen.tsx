'use client';

import Link from 'next/link';
import { ReversibilityBadge } from '@/components/proposal/reversibility-badge';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Badge } from '@/components/ui/badge';
import { Skeleton } from '@/components/ui/skeleton';
import { useDeciders } from '@/lib/api/client/use-deciders';
import type { DecidersAnswer, ToolDeciders } from '@/lib/api/contract/decider';
import { AskedToo } from './asked-too';
import { RuleDeciders } from './rule-deciders';
import { SettingsHeading } from './settings-heading';

/** Who can decide what, by tool and rule. */
export function DecidersScreen() {
  const { data, error, refetch } = useDeciders();
  return (
    <>
      <SettingsHeading title="Who can decide what">
        By tool and rule, as the rules, roles and groups are now. Nobody decides on what they asked for themselves.
      </SettingsHeading>
      {error && !data && <ErrorNotice error={error} what="This could not be loaded." onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton className="h-80 w-full" />}
      {data?.tools.length === 0 && <p className="text-small text-quiet">No tool changes anything.</p>}
      {data?.tools.map((tool) => (
        <Tool key={tool.tool} tool={tool} people={data.people} />
      ))}
    </>
  );
}

function Tool({ tool, people }: { tool: ToolDeciders; people: DecidersAnswer['people'] }) {
  const { tool: name, reversibility, enabled, rules, escalateTo } = tool;
  return (
    <section aria-labelledby={`tool-${name}`} className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <h2 id={`tool-${name}`} className="font-mono text-small font-semibold break-all">
          <Link href={`/settings/tools/${encodeURIComponent(name)}`} className="hover:underline">
            {name}
          </Link>
        </h2>
        <ReversibilityBadge reversibility={reversibility} />
        {!enabled && <Badge tone="danger">off: every call is refused</Badge>}
      </div>
      <ol aria-label={`Rules of ${name}`} className="divide-y rounded-md ring-1 ring-line">
        {rules.map((rule) => (
          <li key={rule.rule ?? 'otherwise'} className="px-3 py-2.5">
            <RuleDeciders rule={rule} people={people} />
          </li>
        ))}
        {escalateTo && (
          <li className="px-3 py-2.5">
            <AskedToo next={escalateTo} people={people} />
          </li>
        )}
      </ol>
    </section>
  );
}
