'use client';

import { clsx } from 'clsx';
import { useId, useState, type KeyboardEvent } from 'react';
import { VisibleText } from '@/components/diff/visible-text';
import { Dialog } from '@/components/ui/dialog';
import { Key } from '@/components/ui/key';
import { Input } from '@/components/ui/text-box';

export interface Command {
  name: string;
  /** The single key that does the same. */
  key?: string;
  run: () => void;
}

const MOST_SHOWN = 12;

/** Everything that can be done here, found by its words and chosen with the arrows and Enter. */
export default function CommandPalette({ commands, onClose }: { commands: readonly Command[]; onClose: () => void }) {
  const [words, setWords] = useState('');
  const [index, setIndex] = useState(0);
  const id = useId();
  const found = commands.filter(({ name }) => matches(name, words)).slice(0, MOST_SHOWN);
  const active = Math.min(index, found.length - 1);
  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined) setIndex((active + by + found.length) % Math.max(found.length, 1));
    else if (event.key === 'Enter') run(found[active]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog open onOpenChange={(open) => open || onClose()} title="Commands">
      <Input
        role="combobox"
        aria-label="Command"
        aria-expanded
        aria-controls={id}
        aria-activedescendant={found.length > 0 ? `${id}-${active}` : undefined}
        placeholder="What do you want to do?"
        autoFocus
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          setIndex(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id={id} role="listbox" aria-label="Commands" className="mt-2 flex flex-col">
        {found.map((command, position) => (
          <li
            key={command.name}
            id={`${id}-${position}`}
            role="option"
            aria-selected={position === active}
            className={clsx(
              'flex cursor-pointer items-center justify-between gap-3 rounded px-2 py-1.5 text-small',
              position === active && 'bg-surface',
            )}
            onMouseMove={() => setIndex(position)}
            onClick={() => run(command)}
          >
            <span className="min-w-0 truncate">
              <VisibleText text={command.name} />
            </span>
            {command.key && <Key>{command.key}</Key>}
          </li>
        ))}
      </ul>
      {found.length === 0 && (
        <p role="status" className="px-2 py-1.5 text-small text-quiet">
          Nothing of that name.
        </p>
      )}
    </Dialog>
  );
}

function matches(name: string, words: string): boolean {
  const text = name.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
