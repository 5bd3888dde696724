'use client';

import { useEffect, useRef, type ReactNode } from 'react';

const NEAR = 80;

/** Scrolls along with what is added at its end, unless the reader has gone up. */
export function FollowEnd({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const [outer, inner] = [box.current, content.current];
    if (!outer || !inner) return undefined;
    let following = true;
    const onScroll = () => {
      following = outer.scrollHeight - outer.scrollTop - outer.clientHeight < NEAR;
    };
    const observer = new ResizeObserver(() => {
      if (following) outer.scrollTop = outer.scrollHeight;
    });
    outer.addEventListener('scroll', onScroll, { passive: true });
    observer.observe(inner);
    observer.observe(outer);
    return () => {
      observer.disconnect();
      outer.removeEventListener('scroll', onScroll);
    };
  }, []);
  return (
    <div
      ref={box}
      role="log"
      aria-label="Thread"
      tabIndex={0}
      className="relative min-h-0 flex-1 overflow-y-auto outline-offset-[-2px]"
    >
      <div ref={content} className="mx-auto flex max-w-3xl flex-col gap-4 p-4">
        {children}
      </div>
    </div>
  );
}
