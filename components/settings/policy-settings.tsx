import { Field } from '@/components/ui/field';
import { Switch } from '@/components/ui/switch';
import { Input } from '@/components/ui/text-box';
import type { ReversibilityClass } from '@/lib/domain/reversibility';
import { ClassField } from './class-field';
import { DurationField } from './duration-field';
import { EscalationField } from './escalation-field';
import type { FactMember } from './fact-members';
import { FrictionField } from './friction-field';
import type { PolicyDraft } from './policy-draft';
import { RateLimitField } from './rate-limit-field';

interface PolicySettingsProps {
  draft: PolicyDraft;
  /** What the tool's code says of it. */
  declared: ReversibilityClass;
  members: readonly FactMember[];
  onChange: (change: Partial<PolicyDraft>) => void;
  errorAt: (pointer: string) => string | undefined;
}

/** What holds for every call of a tool, whichever rule decides: times, limits, its class, what approving takes. */
export function PolicySettings({ draft, declared, members, onChange, errorAt }: PolicySettingsProps) {
  const { expiresIn, holdSeconds, escalateTo, rateLimit, classOverride, friction, secondCheck, enabled } = draft;
  return (
    <section className="grid gap-3 sm:grid-cols-2">
      <DurationField
        label="Expires after"
        seconds={expiresIn}
        onChange={(value) => onChange({ expiresIn: value })}
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
            onChange={(event) => onChange({ holdSeconds: Number(event.target.value) })}
          />
        )}
      </Field>
      <Field label="Tool is on" hint="When off, no agent can propose it and nothing that waits is run.">
        {({ id, 'aria-describedby': describedBy }) => (
          <Switch
            id={id}
            aria-describedby={describedBy}
            checked={enabled}
            onCheckedChange={(value) => onChange({ enabled: value })}
          />
        )}
      </Field>
      <Field
        label="Ask a second model"
        hint="Before a call that cannot be undone. When it does not agree, a person decides; nobody is kept from approving."
        error={errorAt('/secondCheck')}
      >
        {({ id, 'aria-describedby': describedBy }) => (
          <Switch
            id={id}
            aria-describedby={describedBy}
            checked={secondCheck === true}
            onCheckedChange={(value) => onChange({ secondCheck: value })}
          />
        )}
      </Field>
      <ClassField
        declared={declared}
        override={classOverride}
        onChange={(value) => onChange({ classOverride: value })}
        errorAt={errorAt}
      />
      <FrictionField
        members={members}
        friction={friction}
        onChange={(value) => onChange({ friction: value })}
        errorAt={errorAt}
      />
      <EscalationField value={escalateTo} onChange={(value) => onChange({ escalateTo: value })} errorAt={errorAt} />
      <RateLimitField
        limit={rateLimit}
        onChange={(value) => onChange({ rateLimit: value })}
        error={errorAt('/rateLimit/count') ?? errorAt('/rateLimit')}
      />
    </section>
  );
}
