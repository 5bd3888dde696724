import type { JsonObject } from '@/lib/domain/json';
import { VisibleText } from './visible-text';

export interface Email {
  to: string[];
  subject: string;
  body: string;
}

/** The e-mail these arguments describe, when they have what makes one. */
export function asEmail(args: JsonObject): Email | undefined {
  const { to, subject, body } = args;
  const recipients = Array.isArray(to) ? to : [to];
  const isText = (value: unknown): value is string => typeof value === 'string';
  if (!recipients.every(isText) || !isText(subject) || !isText(body)) return undefined;
  return { to: recipients, subject, body };
}

/** An e-mail as its reader gets it, in plain text. */
export function EmailPreview({ email, label }: { email: Email; label: string }) {
  return (
    <article aria-label={label} className="overflow-hidden rounded-md ring-1 ring-line">
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 border-b bg-surface px-3 py-2 text-small">
        <dt className="text-quiet">To</dt>
        <dd className="min-w-0 font-medium break-all">
          <VisibleText text={email.to.join(', ')} />
        </dd>
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
