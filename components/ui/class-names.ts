import { clsx, type ClassValue } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

const merge = extendTailwindMerge({
  extend: { classGroups: { 'font-size': [{ text: ['meta', 'small', 'body', 'lead', 'title'] }] } },
});

/** Joins class names; a later utility wins over an earlier one of its kind. */
export function classNames(...values: ClassValue[]): string {
  return merge(clsx(values));
}
