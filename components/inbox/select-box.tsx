import { clsx } from 'clsx';

interface SelectBoxProps {
  title: string;
  checked: boolean;
  /** Something is selected: then all boxes are seen. */
  shown: boolean;
  onToggle: () => void;
}

/** Puts a row into what is decided together. Seen when the row is pointed at, in use, or on a touch screen. */
export function SelectBox({ title, checked, shown, onToggle }: SelectBoxProps) {
  return (
    <label className="flex w-8 shrink-0 cursor-pointer items-start justify-center pt-3 max-md:w-11">
      <input
        type="checkbox"
        aria-label={`Select ${title}`}
        className={clsx(
          'size-4 accent-[var(--accent-fill)]',
          !shown &&
            !checked &&
            'opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100',
        )}
        checked={checked}
        onChange={onToggle}
      />
    </label>
  );
}
