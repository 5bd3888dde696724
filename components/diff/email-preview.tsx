import type { JsonObject } from '@/lib/domain/json';
import { VisibleText } from './visible-text';

export interface Email {
  to: string[];
  /** Other headers that are given, by their names, in the order readers know: from, cc, bcc, reply to. */
  others?: [name: string, value: string][];
  subject: string;
  body: string;
}

const HEADERS = [
  ['from', 'From'],
  ['cc', 'Cc'],
  ['bcc', 'Bcc'],
  ['reply_to', 'Reply to'],
] as const;

/** The e-mail these arguments describe, when they have what makes one. */
export function asEmail(args: JsonObject): Email | undefined {
  const { to, subject, body } = args;
  const recipients = Array.isArray(to) ? to : [to];
  const isText = (value: unknown): value is string => typeof value === 'string';
  if (!recipients.every(isText) || !isText(subject) || !isText(body)) return undefined;
  const others = HEADERS.flatMap(([name, label]): [string, string][] => {
    const values = [args[name] ?? []].flat();
    return values.length > 0
      ? [[label, values.map((value) => (isText(value) ? value : JSON.stringify(value))).join(', ')]]
      : [];
  });
  return { to: recipients, others, subject, body };
}

/** An e-mail as its reader gets it, in plain text. */
export function EmailPreview({ email, label }: { email: Email; label: string }) {
  return (
    <article aria-label={label} className="overflow-hidden rounded-md ring-1 ring-line">
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 border-b bg-surface px-3 py-2 text-small">
        <dt className="text-quiet">To{email.to.length > 1 && ` (${email.to.length})`}</dt>
        <dd className="min-w-0 font-medium break-all">
          <VisibleText text={email.to.join(', ')} />
        </dd>
        {email.others?.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-quiet">{label}</dt>
            <dd className="min-w-0 font-medium break-all">
              <VisibleText text={value} />
            </dd>
          </div>
        ))}
        <dt className="text-quiet">Subject</dt>
        <dd className="min-w-0 font-medium break-words">
          <VisibleText text={email.subject} />
        </dd>
      </dl>
      <p className="px-3 py-3 break-words whitespace-pre-wrap">
        <VisibleText text={email.body} />
      </p>
    </article>
  );
}
