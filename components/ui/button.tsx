import { cva, type VariantProps } from 'class-variance-authority';
import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { classNames } from './class-names';

const styles = cva(
  'inline-flex max-w-full shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap transition-colors disabled:cursor-not-allowed disabled:opacity-60 aria-disabled:opacity-60 [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      look: {
        primary: 'bg-accent-fill text-accent-ink hover:brightness-110',
        danger: 'bg-danger-fill text-white hover:brightness-110',
        plain: 'border border-line bg-raised hover:bg-surface',
        quiet: 'text-quiet hover:bg-surface hover:text-ink',
      },
      size: {
        small: 'h-7 px-2 text-small max-md:h-9',
        medium: 'h-8 px-3 text-small max-md:h-11',
        icon: 'size-8 max-md:size-11',
      },
    },
    defaultVariants: { look: 'plain', size: 'medium' },
  },
);

type ButtonProps = ComponentProps<'button'> & VariantProps<typeof styles> & { asChild?: boolean };

/** A button; with `asChild` its look goes to the one child, such as a link. */
export function Button({ look, size, asChild, className, type, ...props }: ButtonProps) {
  const Component = asChild ? Slot.Root : 'button';
  return (
    <Component
      {...(asChild ? {} : { type: type ?? 'button' })}
      className={classNames(styles({ look, size }), className)}
      {...props}
    />
  );
}
