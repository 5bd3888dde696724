import { useEffect } from 'react';
import { request } from './request';

const RENEW_MS = 8000;

/** Tells others that one has this item open, for as long as it is and the page is seen. */
export function useLook(id: string, open: boolean): void {
  useEffect(() => {
    if (!open) return undefined;
    const say = (looking: boolean) => {
      // A notice to others: when it is lost, they see it some seconds later or no longer.
      request(`/inbox/${encodeURIComponent(id)}/look`, { method: 'POST', body: { open: looking } }).catch(
        () => undefined,
      );
    };
    const renew = () => {
      if (document.visibilityState === 'visible') say(true);
    };
    const change = () => say(document.visibilityState === 'visible');
    renew();
    const timer = setInterval(renew, RENEW_MS);
    document.addEventListener('visibilitychange', change);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', change);
      say(false);
    };
  }, [id, open]);
}
