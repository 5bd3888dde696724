import { useMemo, useState } from 'react';
import { carryOver, saysTheSame, type CarriedOver, type Part } from '@/lib/domain/carry-over';

export interface WrittenDraft<Version, Draft> {
  /** The version it was begun on. */
  base: Version;
  draft: Draft;
  /** What `base` says. */
  saved: Draft;
  isChanged: boolean;
  /** Somebody else saved since it was begun. */
  isStale: boolean;
  /** What came of putting it on a newer version; undefined when it never was. */
  carried: CarriedOver<Draft> | undefined;
  change: (draft: Draft) => void;
  /** Puts what was changed on the newest version. */
  carry: () => void;
  /** Begins anew from the newest version. */
  restart: () => void;
}

interface Begun<Version, Draft> {
  base: Version;
  saved: Draft;
  draft: Draft;
  carried?: CarriedOver<Draft>;
}

/**
 * What is being written of something with versions. As long as nothing is changed it follows the newest; from then on it
 * stays on the version it was begun on, until the person chooses.
 */
export function useDraft<Version extends { version: number }, Draft>(
  latest: Version,
  draftOf: (version: Version) => Draft,
  parts: readonly Part<Draft>[],
): WrittenDraft<Version, Draft> {
  const [begun, setBegun] = useState<Begun<Version, Draft>>();
  const newest = useMemo(() => draftOf(latest), [draftOf, latest]);
  const isChanged = begun !== undefined && parts.some((part) => !saysTheSame(part, begun.saved, begun.draft));
  const current = begun && (isChanged || begun.base.version === latest.version) ? begun : undefined;
  const { base, saved, draft, carried } = current ?? { base: latest, saved: newest, draft: newest };
  return {
    ...{ base, saved, draft, carried, isChanged },
    isStale: base.version !== latest.version,
    change: (next) => setBegun({ base, saved, draft: next, ...(carried && { carried }) }),
    carry: () => {
      const onNewest = carryOver(parts, { base: saved, mine: draft, theirs: newest });
      setBegun({ base: latest, saved: newest, draft: onNewest.draft, carried: onNewest });
    },
    restart: () => setBegun(undefined),
  };
}
