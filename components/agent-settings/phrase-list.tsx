import { Plus } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/text-box';
import { ListGroup, type ListProps } from './list-group';
import { ListEntry } from './list-entry';

interface PhraseListProps extends ListProps {
  /** What one of them is called, such as "promise". */
  one: string;
  phrases: readonly string[];
  onChange: (phrases: string[]) => void;
}

/** Texts, one a line. */
export function PhraseList({ label, hint, error, errorAt, one, phrases, onChange }: PhraseListProps) {
  return (
    <ListGroup label={label} hint={`${hint} Default: none.`} error={error}>
      <ol aria-label={label} className="flex flex-col gap-2 empty:hidden">
        {phrases.map((phrase, index) => (
          <ListEntry
            key={index}
            name={`${one} ${index + 1}`}
            error={errorAt(index)}
            onRemove={() => onChange(phrases.toSpliced(index, 1))}
          >
            {(control) => (
              <Input
                {...control}
                aria-label={`${label}: ${index + 1}`}
                maxLength={200}
                value={phrase}
                onChange={({ target }) => onChange(phrases.with(index, target.value))}
              />
            )}
          </ListEntry>
        ))}
      </ol>
      <Button className="self-start" onClick={() => onChange([...phrases, ''])}>
        <Plus aria-hidden />
        Add {one}
      </Button>
    </ListGroup>
  );
}
