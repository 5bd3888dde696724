import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names';

const looks = {
  info: { icon: Info, style: 'bg-surface text-ink ring-line' },
  success: { icon: CircleCheck, style: 'bg-success-soft text-success ring-transparent' },
  warning: { icon: TriangleAlert, style: 'bg-warning-soft text-warning ring-transparent' },
  danger: { icon: CircleAlert, style: 'bg-danger-soft text-danger ring-transparent' },
};

interface NoticeProps {
  tone: keyof typeof looks;
  children: ReactNode;
  action?: ReactNode;
  className?: string;
}

/** Something worth knowing, in a box; what needs attention is also said to screen readers at once. */
export function Notice({ tone, children, action, className }: NoticeProps) {
  const { icon: Icon, style } = looks[tone];
  const urgent = tone === 'danger' || tone === 'warning';
  return (
    <div
      role={urgent ? 'alert' : 'status'}
      className={classNames(
        'flex items-start gap-2 rounded-md px-3 py-2 text-small ring-1 ring-inset',
        style,
        className,
      )}
    >
      <Icon aria-hidden className="mt-px size-4 shrink-0" />
      <div className="min-w-0 flex-1 break-words">{children}</div>
      {action}
    </div>
  );
}
