import type { ComponentProps } from 'react';
import { classNames } from './class-names';

const look =
  'w-full min-w-0 rounded-md border border-line-strong bg-page px-2.5 text-body placeholder:text-quiet disabled:opacity-60 aria-invalid:border-danger';

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input className={classNames(look, 'h-8 max-md:h-11', className)} {...props} />;
}

/** Grows with its text. */
export function TextArea({ className, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea
      className={classNames(look, 'field-sizing-content max-h-96 min-h-16 resize-y py-1.5', className)}
      {...props}
    />
  );
}

export function Select({ className, ...props }: ComponentProps<'select'>) {
  return <select className={classNames(look, 'h-8 pr-1 pl-2 max-md:h-11', className)} {...props} />;
}
