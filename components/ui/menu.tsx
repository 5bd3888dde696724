import { DropdownMenu } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';

const itemLook =
  'flex cursor-default items-center gap-2 rounded px-2 py-1.5 text-small outline-none select-none data-highlighted:bg-surface max-md:py-3 [&_svg]:size-4 [&_svg]:text-quiet';

interface MenuProps {
  trigger: ReactNode;
  children: ReactNode;
  /** It opens when it is first drawn. */
  openAtOnce?: boolean;
}

/** A menu that opens from its trigger, within the landmark the trigger stands in. */
export function Menu({ trigger, children, openAtOnce = false }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false} defaultOpen={openAtOnce}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Content
        align="end"
        sideOffset={6}
        className="z-50 min-w-52 rounded-lg bg-raised p-1 shadow-lg ring-1 ring-line"
      >
        {children}
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}

export function MenuItem(props: ComponentProps<typeof DropdownMenu.Item>) {
  return <DropdownMenu.Item className={itemLook} {...props} />;
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="px-2 py-1.5 text-small">{children}</DropdownMenu.Label>;
}

export function MenuSeparator() {
  return <DropdownMenu.Separator className="-mx-1 my-1 h-px bg-line" />;
}
