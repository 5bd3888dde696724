import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import { useRef, type KeyboardEventHandler, type ReactNode } from 'react';
import { Button } from './button';

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** Hears every key that is pressed in it. */
  onKeyDown?: KeyboardEventHandler;
  children: ReactNode;
}

/** Asks or tells something before the page goes on; whoever closes it is where they were when it opened. */
export function Dialog({ open, onOpenChange, title, onKeyDown, children }: DialogProps) {
  const opener = useRef<Element>(null);
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Primitive.Content
          aria-describedby={undefined}
          onOpenAutoFocus={() => {
            opener.current = document.activeElement;
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (opener.current instanceof HTMLElement && opener.current.isConnected) opener.current.focus();
          }}
          {...(onKeyDown ? { onKeyDown } : {})}
          className="fixed top-1/2 left-1/2 z-50 flex max-h-[85dvh] w-[min(28rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 flex-col rounded-lg bg-raised shadow-xl ring-1 ring-line"
        >
          <div className="flex items-center justify-between border-b py-2 pr-2 pl-4">
            <Primitive.Title className="font-semibold">{title}</Primitive.Title>
            <Primitive.Close asChild>
              <Button look="quiet" size="icon" aria-label="Close">
                <X aria-hidden />
              </Button>
            </Primitive.Close>
          </div>
          <div className="overflow-y-auto p-4">{children}</div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
