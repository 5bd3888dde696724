import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  icon: LucideIcon;
  title: string;
  /** What to do next. */
  children: ReactNode;
}

export function EmptyState({ icon: Icon, title, children }: EmptyStateProps) {
  return (
    <div className="flex h-full flex-col items-center justify-center gap-2 px-6 py-16 text-center">
      <Icon aria-hidden className="size-6 text-quiet" strokeWidth={1.5} />
      <p className="font-medium">{title}</p>
      <div className="max-w-sm text-small text-quiet">{children}</div>
    </div>
  );
}
