'use client';

import { Search } from 'lucide-react';
import { useState, type Ref } from 'react';
import { Input } from '@/components/ui/text-box';

interface SearchBoxProps {
  /** What the address says. */
  search: string;
  onSearch: (words: string) => void;
  ref: Ref<HTMLInputElement>;
}

/** The address follows what is typed, and may be some letters behind: until one leaves the box, what was typed stands. */
export function SearchBox({ search, onSearch, ref }: SearchBoxProps) {
  const [typed, setTyped] = useState<string>();
  return (
    <label className="relative">
      <span className="sr-only">Search</span>
      <Search aria-hidden className="absolute top-2 left-2 size-4 text-quiet max-md:top-3.5" />
      <Input
        ref={ref}
        type="search"
        placeholder="Search"
        maxLength={200}
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
