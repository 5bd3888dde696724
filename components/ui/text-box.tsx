import { clsx } from 'clsx';
import type { ComponentProps } from 'react';

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input className={clsx('field field-line', className)} {...props} />;
}

/** Grows with its text. */
export function TextArea({ className, ...props }: ComponentProps<'textarea'>) {
  return <textarea className={clsx('field field-area', className)} {...props} />;
}

export function Select({ className, ...props }: ComponentProps<'select'>) {
  return <select className={clsx('field field-choice', className)} {...props} />;
}
