import { Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/text-box';

/** A secret that cannot be shown again, to copy. */
export function SecretOnce({ label, value }: { label: string; value: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () =>
    void navigator.clipboard.writeText(value).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <Field label={label} hint="It is shown this once. Copy it now.">
      {(control) => (
        <span className="flex gap-2">
          <Input
            {...control}
            readOnly
            value={value}
            className="font-mono text-small"
            onFocus={(event) => event.target.select()}
          />
          <Button onClick={copy}>
            <Copy aria-hidden />
            <span aria-live="polite">{copied ? 'Copied' : 'Copy'}</span>
          </Button>
        </span>
      )}
    </Field>
  );
}
