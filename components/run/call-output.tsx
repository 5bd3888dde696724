import { useState } from 'react';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Button } from '@/components/ui/button';
import { useRun } from '@/lib/api/client/use-runs';
import { Folded } from './folded';
import { PlainBlock } from './plain-block';
import { useHash } from './use-hash';

interface CallOutputProps {
  runId: string;
  callId: string;
  output: { start: string; characters: number };
}

/** What a call answered: how it begins, and all of it when somebody asks or was led here. */
export function CallOutput({ runId, callId, output: { start, characters } }: CallOutputProps) {
  const id = `call-${callId}-output`;
  return (
    <Folded id={id} summary={`Output · ${characters.toLocaleString('en')} characters`}>
      {() =>
        characters <= start.length ? (
          <PlainBlock label="Output" text={start} />
        ) : (
          <LongOutput id={id} runId={runId} callId={callId} start={start} />
        )
      }
    </Folded>
  );
}

function LongOutput({ id, runId, callId, start }: { id: string; runId: string; callId: string; start: string }) {
  const [asked, setAsked] = useState(false);
  const isNamed = useHash() === id;
  const wanted = asked || isNamed;
  const { data: run, error, refetch } = useRun(wanted ? runId : undefined);
  const output = run?.toolCalls.find((call) => call.callId === callId)?.output;
  return (
    <>
      <PlainBlock label="Output" text={output === undefined ? `${start}…` : JSON.stringify(output, null, 2)} />
      {error && <ErrorNotice error={error} what="The rest could not be loaded." onRetry={() => void refetch()} />}
      {output === undefined && !error && (
        <Button size="small" className="mt-1" disabled={wanted} onClick={() => setAsked(true)}>
          Show all of it
        </Button>
      )}
    </>
  );
}
