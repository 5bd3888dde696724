import { useState, type SubmitEvent } from 'react';
import { toast } from 'sonner';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input, Select } from '@/components/ui/text-box';
import { useSaveNotices } from '@/lib/api/client/use-notices';
import type { NoticesAnswer } from '@/lib/api/contract/notice';
import { noticeChannel, type NoticeChannel } from '@/lib/domain/notice';

const channelWords: Record<NoticeChannel, string> = { email: 'E-mail', slack: 'Slack' };

interface NoticeFormProps {
  given: NoticesAnswer;
  /** Whether anything can need this person's decision. */
  mayDecide: boolean;
}

/** By which channel first, by which next and how much later, and by which one hears of answers. */
export function NoticeForm({ given: { channels, settings }, mayDecide }: NoticeFormProps) {
  const [steps, setSteps] = useState(settings.needsYou);
  const [decided, setDecided] = useState(settings.decided);
  const { mutate, isPending, error } = useSaveNotices();
  const [first, second] = steps;
  const rest = channels.filter((channel) => channel !== first?.channel);
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    mutate({ needsYou: steps, decided }, { onSuccess: () => toast.success('Saved.') });
  };
  const setStep = (index: number, channel: NoticeChannel | null, afterMinutes: number) => {
    if (channel === null) return setSteps(steps.slice(0, index));
    const others = steps.filter((step, at) => at !== index && step.channel !== channel);
    setSteps(index === 0 ? [{ channel, afterMinutes }, ...others] : [...others, { channel, afterMinutes }]);
  };

  return (
    <form method="post" aria-label="Notices" onSubmit={save} className="flex flex-col gap-3">
      {mayDecide && (
        <div className="grid grid-cols-[1fr_8rem] items-end gap-x-3 gap-y-2">
          <ChannelField
            label="When something needs me, first by"
            channels={channels}
            value={first?.channel ?? null}
            onChange={(channel) => setStep(0, channel, first?.afterMinutes ?? 0)}
          />
          {first && (
            <MinutesField
              label="after minutes"
              value={first.afterMinutes}
              onChange={(minutes) => setStep(0, first.channel, minutes)}
            />
          )}
          {first && rest.length > 0 && (
            <ChannelField
              className="col-start-1"
              label="If it still waits, then by"
              channels={rest}
              value={second?.channel ?? null}
              onChange={(channel) => setStep(1, channel, second?.afterMinutes ?? first.afterMinutes + 10)}
            />
          )}
          {second && (
            <MinutesField
              label="after minutes"
              value={second.afterMinutes}
              onChange={(minutes) => setStep(1, second.channel, minutes)}
            />
          )}
        </div>
      )}
      <ChannelField
        label="When what I asked for is decided and I left the chat, by"
        channels={channels}
        value={decided}
        onChange={setDecided}
      />
      {error && <ErrorNotice error={error} what="Nothing was saved." writes />}
      <Button type="submit" className="self-start" disabled={isPending}>
        Save notices
      </Button>
    </form>
  );
}

interface ChannelFieldProps {
  label: string;
  channels: readonly NoticeChannel[];
  value: NoticeChannel | null;
  onChange: (channel: NoticeChannel | null) => void;
  className?: string;
}

function ChannelField({ label, channels, value, onChange, className }: ChannelFieldProps) {
  return (
    <div className={className}>
      <Field label={label}>
        {(control) => (
          <Select
            {...control}
            value={value ?? ''}
            onChange={({ target }) => onChange(target.value === '' ? null : noticeChannel.parse(target.value))}
          >
            <option value="">Nothing</option>
            {channels.map((channel) => (
              <option key={channel} value={channel}>
                {channelWords[channel]}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </div>
  );
}

interface MinutesFieldProps {
  label: string;
  value: number;
  onChange: (minutes: number) => void;
}

function MinutesField({ label, value, onChange }: MinutesFieldProps) {
  return (
    <Field label={label}>
      {(control) => (
        <Input
          {...control}
          type="number"
          min={0}
          max={1440}
          step={1}
          required
          className="tabular-nums"
          value={value}
          onChange={({ target }) => onChange(Number(target.value))}
        />
      )}
    </Field>
  );
}
