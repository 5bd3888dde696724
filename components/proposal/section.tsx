import type { ReactNode } from 'react';

/** A part of a card under its heading. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-meta font-semibold text-quiet">{title}</h3>
      {children}
    </section>
  );
}
