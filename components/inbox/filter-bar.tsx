'use client';

import { clsx } from 'clsx';
import { Keyboard } from 'lucide-react';
import type { Ref } from 'react';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/text-box';
import { useTools } from '@/lib/api/client/use-tools';
import type { InboxItem } from '@/lib/api/contract/inbox';
import { classes, kinds } from './filter-values';
import type { useInboxFilters } from './inbox-filters';
import { SearchBox } from './search-box';
import { ViewTabs } from './view-tabs';

interface FilterBarProps {
  filters: ReturnType<typeof useInboxFilters>;
  /** What is loaded; its tools and agents can be chosen beside those that are known. */
  items: readonly InboxItem[];
  onHelp: () => void;
  searchBox: Ref<HTMLInputElement>;
}

/** Which items are listed; all of it lives in the address. */
export function FilterBar({ filters: { query, search, set }, items, onHelp, searchBox }: FilterBarProps) {
  const { data: tools = [] } = useTools();
  return (
    <div className="flex flex-col gap-2 border-b p-2">
      <div className="flex items-center gap-1">
        <ViewTabs view={query.view} onView={(view) => set('view', view === 'mine' ? '' : view)} />
        <Button look="quiet" size="icon" aria-label="Keys" title="Keys (?)" onClick={onHelp} className="max-md:hidden">
          <Keyboard aria-hidden />
        </Button>
      </div>
      <SearchBox search={search} onSearch={(words) => set('q', words)} ref={searchBox} />
      <div className="grid grid-cols-4 gap-1.5">
        <Filter
          label="Kind"
          value={query.kind}
          options={Object.entries(kinds)}
          onChange={(value) => set('kind', value)}
        />
        <Filter
          label="Class"
          value={query.reversibility}
          options={Object.entries(classes)}
          onChange={(value) => set('class', value)}
        />
        <Filter
          label="Tool"
          value={query.tool}
          options={valuesOf(
            [...items.flatMap(({ tool }) => tool ?? []), ...tools.filter(isWrite).map(({ name }) => name)],
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

function isWrite({ reversibility }: { reversibility: string }): boolean {
  return reversibility !== 'read_only';
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
      className={clsx('h-7 border-line px-1 text-meta max-md:h-11', !value && 'text-quiet')}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{label}</option>
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
