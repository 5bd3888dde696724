import { useState } from 'react';
import { VisibleText } from '@/components/diff/visible-text';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/text-box';
import { useDebounced } from '@/components/ui/use-debounced';
import { useRun } from '@/lib/api/client/use-runs';
import type { RunTrace } from '@/lib/api/contract/run-trace';
import { MOST_PLACES, searchRun, type Place } from './search-run';

const SHORTEST = 2;

/** Finds words anywhere in a run, in outputs that are not drawn too, and leads to where they stand. */
export function RecordSearch({ trace }: { trace: RunTrace }) {
  const [typed, setTyped] = useState('');
  const words = useDebounced(typed.trim(), 200);
  const searching = words.length >= SHORTEST;
  const { data: run } = useRun(searching ? trace.id : undefined);
  const places = searching && run ? searchRun(run, trace, words) : undefined;
  return (
    <search className="flex flex-col gap-2">
      <Field label="Search this run" hint="Everything but the texts of prompts, which are in the download.">
        {(control) => (
          <Input {...control} type="search" value={typed} onChange={(event) => setTyped(event.target.value)} />
        )}
      </Field>
      {places && (
        <p role="status" className="text-meta text-quiet">
          {places.length === 0 ? 'It stands nowhere in this run.' : `It stands in ${placesInWords(places.length)}.`}
        </p>
      )}
      <ul aria-label="Found in this run" className="divide-y rounded-md ring-1 ring-line empty:hidden">
        {/* By what it leads to: when other words are found, what is pressed meanwhile still leads where it said. */}
        {places?.map((place) => (
          <li key={`${place.target} ${place.where} ${place.excerpt}`}>
            <FoundPlace place={place} />
          </li>
        ))}
      </ul>
    </search>
  );
}

function FoundPlace({ place: { target, where, excerpt } }: { place: Place }) {
  return (
    <a href={`#${target}`} className="block px-3 py-2 text-small break-words outline-offset-[-2px] hover:bg-surface">
      <span className="font-medium">
        <VisibleText text={where} />
      </span>{' '}
      <span className="text-quiet">
        <VisibleText text={excerpt} />
      </span>
    </a>
  );
}

function placesInWords(count: number): string {
  if (count === 1) return '1 place';
  return count >= MOST_PLACES ? `${MOST_PLACES} places or more` : `${count} places`;
}
