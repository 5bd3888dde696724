import { ListGroup, type ListProps } from './list-group';

interface ChoiceListProps extends Omit<ListProps, 'errorAt'> {
  options: Record<string, string>;
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

/** Any of a few things. */
export function ChoiceList({ label, hint, error, options, chosen, onChange }: ChoiceListProps) {
  const toggle = (name: string, on: boolean) =>
    onChange(Object.keys(options).filter((other) => (other === name ? on : chosen.includes(other))));
  return (
    <ListGroup label={label} hint={`${hint} Default: none.`} error={error}>
      <div className="flex flex-wrap gap-x-5 gap-y-1">
        {Object.entries(options).map(([name, words]) => (
          <label key={name} className="flex items-center gap-2 text-small max-md:min-h-11">
            <input
              type="checkbox"
              checked={chosen.includes(name)}
              onChange={({ target }) => toggle(name, target.checked)}
            />
            {words}
          </label>
        ))}
      </div>
    </ListGroup>
  );
}
