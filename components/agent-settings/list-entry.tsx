import { X } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';

interface ListEntryProps {
  /** "promise 2". */
  name: string;
  error: string | undefined;
  onRemove: () => void;
  /** Draws the entry's controls with what ties them to its error. */
  children: (control: { 'aria-invalid': boolean; 'aria-describedby': string | undefined }) => ReactNode;
}

/** An entry of a list that people write, which can be taken out. */
export function ListEntry({ name, error, onRemove, children }: ListEntryProps) {
  const id = useId();
  const control = { 'aria-invalid': error !== undefined, 'aria-describedby': error === undefined ? undefined : id };
  return (
    <li className="flex flex-col gap-1">
      <div className="flex items-start gap-2">
        <div className="flex min-w-0 flex-1 gap-2 max-sm:flex-col">{children(control)}</div>
        <Button look="quiet" size="icon" aria-label={`Remove ${name}`} onClick={onRemove}>
          <X aria-hidden />
        </Button>
      </div>
      {error && (
        <p id={id} role="alert" className="text-meta text-danger">
          {error}
        </p>
      )}
    </li>
  );
}
