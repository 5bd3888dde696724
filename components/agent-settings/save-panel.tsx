import { LineDiff } from '@/components/diff/line-diff';
import { ReasonField } from '@/components/settings/reason-field';
import { StaleNotice } from '@/components/settings/stale-notice';
import type { WrittenDraft } from '@/components/settings/use-draft';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { ApiError } from '@/lib/api/client/request';
import type { AgentView } from '@/lib/api/contract/agent';
import type { AgentSettings } from '@/lib/domain/agent-settings';
import { agentLines } from '@/lib/domain/agent-words';
import type { Json } from '@/lib/domain/json';

interface SavePanelProps {
  written: WrittenDraft<AgentView, Json>;
  /** The newest version known. */
  latest: AgentView;
  /** What would be saved; undefined while something is wrong with it. */
  settings: AgentSettings | undefined;
  /** How many fields are shown to be wrong. */
  faults: number;
  reason: string;
  reasonError: string | undefined;
  onReason: (reason: string) => void;
  isPending: boolean;
  error: Error | null;
}

/** What saving would change, why, and the button. */
export function SavePanel(props: SavePanelProps) {
  const { written, latest, settings, faults, reason, reasonError, onReason, isPending, error } = props;
  const { base: agent, isStale } = written;
  const problem = error instanceof ApiError ? error.problem : undefined;
  const before = agentLines(agent, agent);
  const after = settings ? agentLines(agent, settings) : before;
  const isSame = settings !== undefined && JSON.stringify(before) === JSON.stringify(after);
  return (
    <section aria-labelledby="save" className="flex flex-col gap-3 border-t pt-5 text-small">
      <div>
        <h2 id="save" className="scroll-mt-6 text-body font-semibold">
          Save
        </h2>
        <p className="text-quiet">
          Holds for runs that start from now on, in open conversations too. A run that has started keeps the settings it
          started with.
        </p>
      </div>
      {isSame && <p className="text-quiet">Nothing is changed yet.</p>}
      {settings && !isSame && (
        <div role="group" aria-label="What changes">
          <LineDiff onlyChanges before={before} after={after} />
        </div>
      )}
      {!settings && <p className="text-quiet">What changes is shown here once every field can be read.</p>}
      <ReasonField label="Reason for this change" error={reasonError} value={reason} onChange={onReason} />
      <StaleNotice written={written} version={latest.version} author={latest.author?.name} />
      {faults > 0 && (
        <Notice tone="danger">
          {faults === 1 ? 'One field is wrong' : `${faults} fields are wrong`} and nothing was saved. What is wrong
          stands at each.
        </Notice>
      )}
      {error && !problem?.errors?.length && problem?.code !== 'stale_version' && (
        <ErrorNotice error={error} what="Nothing was saved." />
      )}
      <Button
        type="submit"
        look="primary"
        className="self-start"
        disabled={isPending || isStale || isSame || reason.trim() === ''}
      >
        Save as version {agent.version + 1}
      </Button>
    </section>
  );
}
