'use client';

import { OctagonPause, Play } from 'lucide-react';
import { useState } from 'react';
import { VisibleText } from '@/components/diff/visible-text';
import { haltedThing, type Halt } from '@/components/halt/halt-words';
import { Clock } from '@/components/time/moments';
import { Button } from '@/components/ui/button';
import { useHalts } from '@/lib/api/client/use-halts';
import type { HaltInput } from '@/lib/api/contract/halt';
import { HaltDialog } from './halt-dialog';
import { HaltTargetField } from './halt-target-field';

interface HaltSectionProps {
  agents: { name: string; title: string }[];
}

interface Asked {
  act: 'halt' | 'resume';
  target: HaltInput;
  thing: string;
}

/** The kill switch: stops everything, one agent or one tool, and lets it go on. */
export function HaltSection({ agents }: HaltSectionProps) {
  const halts = useHalts().data ?? [];
  const [target, setTarget] = useState('all:');
  const [asked, setAsked] = useState<Asked>();
  const chosen = readTarget(target);
  const known = halts.some((halt) => halt.scope === chosen.scope && halt.name === chosen.name);
  const ask = (act: Asked['act'], { scope, name }: Pick<Halt, 'scope' | 'name'>) =>
    setAsked({ act, target: scope === 'all' ? {} : { [scope]: name }, thing: thingOf(scope, name) });
  return (
    <section aria-labelledby="halt" className="flex flex-col gap-2">
      <h2 id="halt" className="font-semibold">
        Kill switch
      </h2>
      <p className="text-small text-quiet">
        What is halted starts nothing new and sends nothing. Nothing is lost: it goes on from there when you resume it.
      </p>
      <ul aria-label="Halted" className="divide-y rounded-md ring-1 ring-line empty:hidden">
        {halts.map((halt) => (
          <li key={`${halt.scope}:${halt.name}`} className="flex flex-wrap items-center gap-2 px-3 py-2.5 text-small">
            <span className="min-w-0 flex-1 break-words">
              <VisibleText text={`${haltedThing(halt)} · by ${halt.by ?? 'the system'}`} /> since <Clock at={halt.at} />
              {halt.reason && (
                <>
                  {' · '}
                  <VisibleText text={halt.reason} />
                </>
              )}
            </span>
            <Button onClick={() => ask('resume', halt)}>
              <Play aria-hidden />
              Resume {thingOf(halt.scope, halt.name)}
            </Button>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-end gap-2">
        <HaltTargetField agents={agents} value={target} onChange={setTarget} />
        <Button look="danger" disabled={known} onClick={() => ask('halt', chosen)}>
          <OctagonPause aria-hidden />
          {known ? 'Halted already' : 'Halt'}
        </Button>
      </div>
      {asked && <HaltDialog {...asked} onClose={() => setAsked(undefined)} />}
    </section>
  );
}

function readTarget(value: string): Pick<Halt, 'scope' | 'name'> {
  const [scope = 'all', ...name] = value.split(':');
  return { scope: scope as Halt['scope'], name: name.join(':') };
}

function thingOf(scope: Halt['scope'], name: string): string {
  return scope === 'all' ? 'everything' : name;
}
