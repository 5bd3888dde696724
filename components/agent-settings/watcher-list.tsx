import { Plus } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/text-box';
import type { WatcherDraft } from './agent-draft';
import { ListEntry } from './list-entry';
import { ListGroup, type ListProps } from './list-group';

interface WatcherListProps extends ListProps {
  watchers: readonly WatcherDraft[];
  onChange: (watchers: WatcherDraft[]) => void;
}

/** Names with their patterns. */
export function WatcherList({ label, hint, error, errorAt, watchers, onChange }: WatcherListProps) {
  const set = (index: number, watcher: WatcherDraft) => onChange(watchers.with(index, watcher));
  return (
    <ListGroup label={label} hint={hint} error={error}>
      <ol aria-label={label} className="flex flex-col gap-2 empty:hidden">
        {watchers.map(([name, pattern], index) => (
          <ListEntry
            key={index}
            name={`watcher ${index + 1}`}
            error={errorAt(name)}
            onRemove={() => onChange(watchers.toSpliced(index, 1))}
          >
            {(control) => (
              <>
                <Input
                  {...control}
                  aria-label={`Name of watcher ${index + 1}`}
                  placeholder="name"
                  className="sm:max-w-40"
                  value={name}
                  onChange={({ target }) => set(index, [target.value, pattern])}
                />
                <Input
                  {...control}
                  aria-label={`Pattern of watcher ${index + 1}`}
                  placeholder="pattern"
                  className="font-mono"
                  spellCheck={false}
                  value={pattern}
                  onChange={({ target }) => set(index, [name, target.value])}
                />
              </>
            )}
          </ListEntry>
        ))}
      </ol>
      <Button className="self-start" onClick={() => onChange([...watchers, ['', '']])}>
        <Plus aria-hidden />
        Add watcher
      </Button>
    </ListGroup>
  );
}
