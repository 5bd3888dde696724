'use client';

import { useState, type SubmitEvent } from 'react';
import { toast } from 'sonner';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Switch } from '@/components/ui/switch';
import { Input, TextArea } from '@/components/ui/text-box';
import { ApiError } from '@/lib/api/client/request';
import { useSavePolicy } from '@/lib/api/client/use-tools';
import type { PolicyView, SavePolicyInput } from '@/lib/api/contract/policy';
import type { JsonObject } from '@/lib/domain/json';
import { DurationField } from './duration-field';
import { draftOf, ruleOf, withThreshold } from './rule-draft';
import { EscalationField } from './escalation-field';
import { RateLimitField } from './rate-limit-field';
import { RuleList } from './rule-list';
import { StaleNotice } from './stale-notice';
import { ThresholdForm } from './threshold-form';

interface PolicyFormProps {
  /** The policy this form started from. */
  policy: PolicyView;
  /** The newest one known. */
  latest: PolicyView;
  argsSchema: JsonObject | undefined;
  /** Starts anew from the newest policy. */
  onReload: () => void;
}

/** A tool's policy: its rules and times. Saving makes the next version and needs a reason. */
export function PolicyForm({ policy, latest, argsSchema, onReload }: PolicyFormProps) {
  const { mutate, isPending, error } = useSavePolicy(policy.tool);
  const [rules, setRules] = useState(() => policy.rules.map(draftOf));
  const [expiresIn, setExpiresIn] = useState(policy.expiresIn);
  const [holdSeconds, setHoldSeconds] = useState(policy.holdSeconds);
  const [escalateTo, setEscalateTo] = useState(policy.escalateTo);
  const [rateLimit, setRateLimit] = useState(policy.rateLimit);
  const [enabled, setEnabled] = useState(policy.enabled);
  const [reason, setReason] = useState('');
  const stale = latest.version !== policy.version;
  const problem = error instanceof ApiError ? error.problem : undefined;
  const errors = problem?.errors ?? [];
  const errorAt = (pointer: string) => errors.find((fault) => fault.pointer === pointer)?.message;
  const elsewhere =
    errors.length === 0 ||
    errors.some(({ pointer }) => !/^\/(rules\/\d+|expiresIn|holdSeconds|escalateTo|rateLimit|reason)/.test(pointer));

  const save = (event: SubmitEvent) => {
    event.preventDefault();
    const body: SavePolicyInput = {
      rules: rules.map(ruleOf),
      expiresIn,
      holdSeconds,
      enabled,
      reason: reason.trim(),
      ...(escalateTo ? { escalateTo } : {}),
      ...(rateLimit ? { rateLimit } : {}),
    };
    mutate(
      { version: policy.version, policy: body },
      {
        onSuccess: (saved) => {
          toast.success(`Saved as version ${saved.version}.`);
          onReload();
        },
      },
    );
  };

  return (
    <form method="post" aria-label="Rules" onSubmit={save} className="flex flex-col gap-5">
      <section className="flex flex-col gap-3">
        <div>
          <h2 className="font-semibold">Rules</h2>
          <p className="text-small text-quiet">From top to bottom; the first one that applies decides.</p>
        </div>
        {argsSchema && (
          <ThresholdForm
            argsSchema={argsSchema}
            onSet={(argument, most) => setRules(withThreshold(rules, argument, most))}
          />
        )}
        <RuleList rules={rules} onChange={setRules} errors={errors} />
      </section>
      <section className="grid gap-3 sm:grid-cols-2">
        <DurationField
          label="Expires after"
          seconds={expiresIn}
          onChange={setExpiresIn}
          error={errorAt('/expiresIn')}
        />
        <Field
          label="Hold before running (seconds)"
          hint="How long an approved call waits before it runs."
          error={errorAt('/holdSeconds')}
        >
          {(control) => (
            <Input
              {...control}
              type="number"
              min={0}
              className="tabular-nums"
              value={holdSeconds}
              onChange={(event) => setHoldSeconds(Number(event.target.value))}
            />
          )}
        </Field>
        <Field label="Tool is on" hint="When off, no agent can propose it and nothing that waits is run.">
          {({ id, 'aria-describedby': describedBy }) => (
            <Switch id={id} aria-describedby={describedBy} checked={enabled} onCheckedChange={setEnabled} />
          )}
        </Field>
        <EscalationField value={escalateTo} onChange={setEscalateTo} errorAt={errorAt} />
        <RateLimitField
          limit={rateLimit}
          onChange={setRateLimit}
          error={errorAt('/rateLimit/count') ?? errorAt('/rateLimit')}
        />
      </section>
      <Field label="Reason for this change" error={errorAt('/reason')}>
        {(control) => (
          <TextArea
            {...control}
            required
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      {stale && <StaleNotice version={latest.version} author={latest.author?.name} onReload={onReload} />}
      {error && elsewhere && problem?.code !== 'stale_version' && (
        <ErrorNotice error={error} what="Nothing was saved." />
      )}
      <Button type="submit" look="primary" className="self-start" disabled={isPending || stale || reason.trim() === ''}>
        Save as version {policy.version + 1}
      </Button>
    </form>
  );
}
