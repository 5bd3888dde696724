'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';

/** While `active`, whoever follows a link to another page, reloads or closes the page is asked first. */
export function LeaveGuard({ active }: { active: boolean }) {
  const router = useRouter();
  const [target, setTarget] = useState<string>();
  useEffect(() => {
    if (!active) return undefined;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const address = pageBehind(event);
      if (address === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      setTarget(address);
    };
    window.addEventListener('beforeunload', onUnload);
    // Before the link itself hears of it.
    document.addEventListener('click', onClick, { capture: true });
    return () => {
      window.removeEventListener('beforeunload', onUnload);
      document.removeEventListener('click', onClick, { capture: true });
    };
  }, [active]);
  if (target === undefined) return null;
  const stay = () => setTarget(undefined);
  return (
    <Dialog open onOpenChange={stay} title="Leave without saving?">
      <div className="flex flex-col gap-3 text-small">
        <p>What you changed here is not saved, and is gone when you leave.</p>
        <div className="flex gap-2">
          <Button look="primary" onClick={stay}>
            Stay
          </Button>
          <Button onClick={() => router.push(target)}>Leave</Button>
        </div>
      </div>
    </Dialog>
  );
}

/** The other page of ours that a click opens in place of this one. */
function pageBehind(event: MouseEvent): string | undefined {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const elsewhere = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  if (!link || elsewhere || link.hasAttribute('download') || !['', '_self'].includes(link.target)) return undefined;
  const { origin, pathname, search, hash } = new URL(link.href, location.href);
  if (origin !== location.origin || pathname === location.pathname) return undefined;
  return `${pathname}${search}${hash}`;
}
