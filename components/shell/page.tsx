import type { ReactNode } from 'react';

/** A page of one column that scrolls. */
export function Page({ children }: { children: ReactNode }) {
  return (
    <div className="relative h-full overflow-y-auto md:[scrollbar-gutter:stable]">
      <div className="mx-auto flex max-w-3xl flex-col gap-6 px-4 py-6">{children}</div>
    </div>
  );
}
