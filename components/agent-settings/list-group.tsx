import { useId, type ReactNode } from 'react';

interface ListGroupProps {
  label: string;
  hint: string;
  error: string | undefined;
  children: ReactNode;
}

/** A setting that is several controls, with what it does above them. */
export function ListGroup({ label, hint, error, children }: ListGroupProps) {
  const id = useId();
  return (
    <fieldset aria-describedby={`${id}-hint`} className="flex min-w-0 flex-col gap-2 sm:col-span-2">
      <legend className="text-small font-medium">{label}</legend>
      <p id={`${id}-hint`} className="text-meta text-quiet">
        {hint}
      </p>
      {children}
      {error && (
        <p role="alert" className="text-meta text-danger">
          {error}
        </p>
      )}
    </fieldset>
  );
}

export interface ListProps {
  label: string;
  hint: string;
  error: string | undefined;
  /** What is wrong with the entry of this name or index, or below it. */
  errorAt: (step: string | number) => string | undefined;
}
