import { ErrorNotice } from '@/components/shell/error-notice';
import { Skeleton } from '@/components/ui/skeleton';
import { useRunPrompt, type PromptPlace } from '@/lib/api/client/use-run-trace';
import type { PromptPartView, TracedStep } from '@/lib/api/contract/run-trace';
import { Folded } from './folded';
import { PlainBlock } from './plain-block';

const kinds: Record<PromptPartView['kind'], string> = {
  system: 'Instructions',
  tools: 'Tools',
  user: 'To the model',
  assistant: 'From the model',
};

interface PromptPanelProps {
  runId: string;
  step: TracedStep;
}

/** What was sent for a step: what is new in it, and what the step before had sent too. */
export function PromptPanel({ runId, step: { index, prompt } }: PromptPanelProps) {
  if (!prompt) return null;
  const { parts, shared } = prompt;
  const size = parts.reduce((sum, { characters }) => sum + characters, 0).toLocaleString('en');
  return (
    <Folded summary={`Prompt · ${parts.length} parts, ${size} characters`}>
      {() => (
        <div className="mt-1 flex flex-col gap-1.5">
          {shared > 0 && (
            <Folded summary={`${shared} parts as in step ${index}`}>
              {() => <Parts runId={runId} place={{ step: index }} parts={parts.slice(0, shared)} />}
            </Folded>
          )}
          <Parts runId={runId} place={{ step: index, from: shared }} parts={parts.slice(shared)} />
        </div>
      )}
    </Folded>
  );
}

function Parts({ runId, place, parts }: { runId: string; place: PromptPlace; parts: readonly PromptPartView[] }) {
  const { data: texts, error, refetch } = useRunPrompt(runId, place, true);
  if (error) return <ErrorNotice error={error} what="The prompt could not be loaded." onRetry={() => void refetch()} />;
  if (!texts) return <Skeleton className="h-20 w-full" />;
  return (
    <ol className="flex flex-col gap-1">
      {parts.map(({ kind, characters }, index) => (
        <li key={index}>
          <Folded summary={`${kinds[kind]} · ${characters.toLocaleString('en')} characters`}>
            {() => <PlainBlock label={kinds[kind]} text={readable(texts[index] ?? '')} />}
          </Folded>
        </li>
      ))}
    </ol>
  );
}

/** The prompt of a call beside the turns. */
export function AsidePrompt({ runId, modelCall }: { runId: string; modelCall: string }) {
  const { data: texts, error } = useRunPrompt(runId, { modelCall }, true);
  if (error) return <ErrorNotice error={error} what="The prompt could not be loaded." />;
  if (!texts) return <Skeleton className="h-20 w-full" />;
  return <PlainBlock label="Prompt" text={texts.map(readable).join('\n\n')} />;
}

/** JSON with its lines broken; anything else as it is. */
function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
