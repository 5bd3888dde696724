import { clsx } from 'clsx';
import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';

interface ButtonLook {
  look?: 'primary' | 'danger' | 'plain' | 'quiet' | undefined;
  size?: 'small' | 'medium' | 'icon' | undefined;
  asChild?: boolean;
}

/** A button; with `asChild` its look goes to the one child, such as a link. */
export function Button({
  look = 'plain',
  size = 'medium',
  asChild,
  className,
  type,
  ...props
}: ComponentProps<'button'> & ButtonLook) {
  const Component = asChild ? Slot.Root : 'button';
  return (
    <Component
      {...(asChild ? {} : { type: type ?? 'button' })}
      className={clsx('button', `button-${look}`, `button-${size}`, className)}
      {...props}
    />
  );
}
