'use client';

import { useMemo, useState, type SubmitEvent } from 'react';
import { toast } from 'sonner';
import { ErrorNotice } from '@/components/shell/error-notice';
import { LeaveGuard } from '@/components/shell/leave-guard';
import { Button } from '@/components/ui/button';
import { ApiError } from '@/lib/api/client/request';
import { useSavePolicy } from '@/lib/api/client/use-tools';
import type { PolicyView } from '@/lib/api/contract/policy';
import type { JsonObject } from '@/lib/domain/json';
import { factMembers } from './fact-members';
import { draftOfPolicy, inputOf, policyParts, type PolicyDraft } from './policy-draft';
import { PolicySettings } from './policy-settings';
import { PresetBar } from './preset-bar';
import { RuleList } from './rule-list';
import { StaleNotice } from './stale-notice';
import { TrialPanel } from './trial-panel';
import { useDraft } from './use-draft';
import { useRuleTrial } from './use-rule-trial';
import { ReasonField } from './reason-field';

/** Where the form shows what is wrong. */
const SHOWN = /^\/(rules\/\d+|expiresIn|holdSeconds|escalateTo|rateLimit|classOverride|friction|reason)/;

interface PolicyFormProps {
  /** The newest one known. */
  latest: PolicyView;
  argsSchema: JsonObject | undefined;
}

/** A tool's policy: its rules and times. Saving makes the next version and needs a reason. */
export function PolicyForm({ latest, argsSchema }: PolicyFormProps) {
  const { mutate, isPending, error } = useSavePolicy(latest.tool);
  const written = useDraft(latest, draftOfPolicy, policyParts);
  const { base: policy, draft, isStale } = written;
  const { rules } = draft;
  const set = (change: Partial<PolicyDraft>) => written.change({ ...draft, ...change });
  const members = useMemo(() => factMembers(argsSchema ?? {}), [argsSchema]);
  const [reason, setReason] = useState('');
  const trial = useRuleTrial(policy, draft);
  const problem = error instanceof ApiError ? error.problem : undefined;
  const errors = problem?.errors ?? trial.errors;
  const errorAt = (pointer: string) => errors.find((fault) => fault.pointer === pointer)?.message;
  const elsewhere = !problem?.errors?.length || problem.errors.some(({ pointer }) => !SHOWN.test(pointer));

  const save = (event: SubmitEvent) => {
    event.preventDefault();
    mutate(
      { version: policy.version, policy: inputOf(draft, reason) },
      {
        onSuccess: (saved) => {
          toast.success(`Saved as version ${saved.version}.`);
          setReason('');
          written.restart();
        },
      },
    );
  };

  return (
    <form method="post" aria-label="Rules" onSubmit={save} className="flex flex-col gap-5">
      <LeaveGuard active={written.isChanged} />
      <section className="flex flex-col gap-3">
        <div>
          <h2 className="font-semibold">Rules</h2>
          <p className="text-small text-quiet">From top to bottom; the first one that applies decides.</p>
        </div>
        <PresetBar rules={rules} argsSchema={argsSchema} onSet={(next) => set({ rules: next })} />
        <RuleList rules={rules} members={members} onChange={(next) => set({ rules: next })} errors={errors} />
      </section>
      <PolicySettings
        key={policy.version}
        draft={draft}
        declared={policy.declaredReversibility}
        members={members}
        onChange={set}
        errorAt={errorAt}
      />
      <TrialPanel trial={trial} />
      <ReasonField label="Reason for this change" error={errorAt('/reason')} value={reason} onChange={setReason} />
      <StaleNotice written={written} version={latest.version} author={latest.author?.name} />
      {error && elsewhere && problem?.code !== 'stale_version' && (
        <ErrorNotice error={error} what="Nothing was saved." />
      )}
      <Button
        type="submit"
        look="primary"
        className="self-start"
        disabled={isPending || isStale || reason.trim() === ''}
      >
        Save as version {policy.version + 1}
      </Button>
    </form>
  );
}
