import { useEffect } from 'react';

/** How long a card has been in sight; `since` is when it came into sight last, null while the page is hidden. */
interface Look {
  spentMs: number;
  since: number | null;
}

const looks = new Map<string, Look>();
const told = new Map<string, number>();

/** Counts the time for which this proposal's card is open on a page that is visible. */
export function useTimeOnItem(id: string): void {
  useEffect(() => {
    const look: Look = { spentMs: 0, since: null };
    looks.set(id, look);
    const count = () => {
      look.spentMs = spentOn(look);
      look.since = document.visibilityState === 'visible' ? performance.now() : null;
    };
    count();
    document.addEventListener('visibilitychange', count);
    return () => {
      document.removeEventListener('visibilitychange', count);
      look.spentMs = spentOn(look);
      look.since = null;
    };
  }, [id]);
}

/**
 * Milliseconds this view of a proposal was in sight when it was decided first. Asked again, it says the same: a repeated
 * request has to be the same request.
 */
export function timeOnItem({ id, viewHash }: { id: string; viewHash: string }): number {
  const key = `${id} ${viewHash}`;
  const look = looks.get(id);
  const spent = told.get(key) ?? Math.round(look ? spentOn(look) : 0);
  told.set(key, spent);
  return spent;
}

function spentOn({ spentMs, since }: Look): number {
  return since === null ? spentMs : spentMs + performance.now() - since;
}
