'use client';

import { Keyboard, Search } from 'lucide-react';
import { useState, type Ref } from 'react';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Input, Select } from '@/components/ui/text-box';
import type { InboxItem, InboxView } from '@/lib/api/contract/inbox';
import { inboxItemKind } from '@/lib/domain/inbox-item';
import { kindWords } from './kind-words';
import type { useInboxFilters } from './inbox-filters';

const views: { view: InboxView; label: string }[] = [
  { view: 'mine', label: 'Mine' },
  { view: 'team', label: 'Team' },
  { view: 'history', label: 'History' },
];

interface FilterBarProps {
  filters: ReturnType<typeof useInboxFilters>;
  /** What is loaded; its tools and agents are the ones to choose from. */
  items: readonly InboxItem[];
  onHelp: () => void;
  searchBox: Ref<HTMLInputElement>;
}

/** Which items are listed; all of it lives in the address. */
export function FilterBar({ filters: { query, search, set }, items, onHelp, searchBox }: FilterBarProps) {
  return (
    <div className="flex flex-col gap-2 border-b p-2">
      <div className="flex items-center gap-1">
        <div role="group" aria-label="View" className="flex flex-1 gap-1">
          {views.map(({ view, label }) => (
            <Button
              key={view}
              look="quiet"
              size="small"
              aria-pressed={query.view === view}
              className={classNames(query.view === view && 'bg-surface text-ink')}
              onClick={() => set('view', view === 'mine' ? '' : view)}
            >
              {label}
            </Button>
          ))}
        </div>
        <Button look="quiet" size="icon" aria-label="Keys" title="Keys (?)" onClick={onHelp} className="max-md:hidden">
          <Keyboard aria-hidden />
        </Button>
      </div>
      <SearchBox search={search} onSearch={(words) => set('q', words)} ref={searchBox} />
      <div className="grid grid-cols-3 gap-2">
        <Filter
          label="Kind"
          value={query.kind}
          options={inboxItemKind.options.map((kind) => [kind, kindWords[kind]])}
          onChange={(value) => set('kind', value)}
        />
        <Filter
          label="Tool"
          value={query.tool}
          options={valuesOf(
            items.flatMap(({ tool }) => tool ?? []),
            query.tool,
          )}
          onChange={(value) => set('tool', value)}
        />
        <Filter
          label="Agent"
          value={query.agent}
          options={valuesOf(
            items.map(({ agent }) => agent),
            query.agent,
          )}
          onChange={(value) => set('agent', value)}
        />
      </div>
    </div>
  );
}

interface SearchBoxProps {
  /** What the address says. */
  search: string;
  onSearch: (words: string) => void;
  ref: Ref<HTMLInputElement>;
}

/** The address follows what is typed, and may be some letters behind: until one leaves the box, what was typed stands. */
function SearchBox({ search, onSearch, ref }: SearchBoxProps) {
  const [typed, setTyped] = useState<string>();
  return (
    <label className="relative">
      <span className="sr-only">Search</span>
      <Search aria-hidden className="absolute top-2 left-2 size-4 text-quiet max-md:top-3.5" />
      <Input
        ref={ref}
        type="search"
        placeholder="Search"
        className="pl-8"
        value={typed ?? search}
        onChange={({ target: { value } }) => {
          setTyped(value);
          onSearch(value);
        }}
        onBlur={() => setTyped(undefined)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          // Browsers would empty the box; leaving it keeps what was looked for.
          event.preventDefault();
          event.currentTarget.blur();
        }}
      />
    </label>
  );
}

interface FilterProps {
  label: string;
  value: string | undefined;
  options: [string, string][];
  onChange: (value: string) => void;
}

function Filter({ label, value, options, onChange }: FilterProps) {
  return (
    <Select
      aria-label={label}
      className={classNames('h-7 border-line text-meta', !value && 'text-quiet')}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{label}: any</option>
      {options.map(([option, words]) => (
        <option key={option} value={option}>
          {words}
        </option>
      ))}
    </Select>
  );
}

function valuesOf(values: string[], chosen: string | undefined): [string, string][] {
  const all = new Set(chosen === undefined ? values : [...values, chosen]);
  return [...all].sort().map((value) => [value, value.replaceAll('_', ' ')]);
}
