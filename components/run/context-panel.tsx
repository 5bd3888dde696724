import { VisibleText } from '@/components/diff/visible-text';
import type { RunTrace, TracedCall } from '@/lib/api/contract/run-trace';
import { contextSection, type ContextSection, type StepContext } from '@/lib/domain/context-settings';
import { Folded } from './folded';

const sections: Record<ContextSection, string> = {
  instructions: 'Instructions',
  tools: 'Tools',
  history: 'What was said before',
  results: 'Results of this run',
  state: 'Where things stand, said anew',
};

type ContextRun = Pick<RunTrace, 'contextSettings' | 'calls'>;

/** What a step's prompt was made of, what of it was shortened, and how full the model's window was. */
export function ContextPanel({ context, run }: { context: StepContext; run: ContextRun }) {
  const { tokens, share, alert, overBudget, trimmed, condensed } = context;
  const counted = Object.values(tokens).reduce((sum, count) => sum + count, 0);
  const over = overBudget.length === 0 ? '' : `, over budget: ${overBudget.map((name) => sections[name]).join(', ')}`;
  const shortened = [
    trimmed.length === 0 ? '' : `, ${counts(trimmed.length, 'result')} shortened`,
    condensed.length === 0 ? '' : `, ${counts(condensed.length, 'earlier run')} shortened`,
  ].join('');
  return (
    <>
      {alert && (
        <p className="text-small text-warning">
          The prompt filled {percent(share)} of what the model can take in. From 60 % on this is said; more than 80 % is
          never sent.
        </p>
      )}
      <Folded
        summary={`Context · about ${inWords(counted)} tokens, ${percent(share)} of the window${shortened}${over}`}
      >
        {() => <Sections context={context} run={run} />}
      </Folded>
    </>
  );
}

function Sections({ context, run }: { context: StepContext; run: ContextRun }) {
  const { tokens, overBudget, windowTokens, trimmed, condensed, told } = context;
  const { budgets, summarise } = run.contextSettings;
  return (
    <div className="mt-1 flex flex-col gap-2 text-small">
      <table className="w-full text-meta tabular-nums">
        <caption className="sr-only">What the prompt was made of, in tokens</caption>
        <thead className="text-left text-quiet">
          <tr>
            <th scope="col" className="border-b py-1 pr-3 font-medium">
              Section
            </th>
            <th scope="col" className="border-b py-1 pr-3 text-right font-medium">
              Tokens
            </th>
            <th scope="col" className="border-b py-1 text-right font-medium">
              Budget
            </th>
          </tr>
        </thead>
        <tbody>
          {contextSection.options.map((name) => (
            <tr key={name} className={overBudget.includes(name) ? 'text-warning' : undefined}>
              <th scope="row" className="py-0.5 pr-3 text-left font-normal">
                {sections[name]}
                {overBudget.includes(name) && ' (over)'}
              </th>
              <td className="py-0.5 pr-3 text-right">{inWords(tokens[name])}</td>
              <td className="py-0.5 text-right">{inWords(budgets[name])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="text-meta text-quiet">
        Counted high, before it was sent. The window takes {inWords(windowTokens)} tokens.
        {!summarise && ' This agent’s results are never shortened.'}
      </p>
      {trimmed.length > 0 && (
        <p className="break-words">
          Stood as a summary, and could be read again with <span className="font-mono">reread_result</span>:{' '}
          {trimmed.map((place, index) => (
            <Shortened key={index} place={place} calls={run.calls} isLast={index === trimmed.length - 1} />
          ))}
        </p>
      )}
      {condensed.length > 0 && <RunList words="Earlier runs that stood as a few lines" ids={condensed} />}
      {Object.entries(told).map(([id, words]) => (
        <p key={id} className="break-words">
          Of the <RunLink id={id}>run still open then</RunLink> it was told: <VisibleText text={words} />
        </p>
      ))}
    </div>
  );
}

interface ShortenedProps {
  place: StepContext['trimmed'][number];
  calls: readonly TracedCall[];
  isLast: boolean;
}

function Shortened({ place: { step, call: place }, calls, isLast }: ShortenedProps) {
  const call = calls.filter(({ stepIndex }) => stepIndex === step)[place];
  const words = `${call?.name ?? `call ${place + 1}`} of step ${step + 1}`;
  return (
    <>
      <a href={call ? `#call-${call.callId}-output` : `#step-${step + 1}`} className="text-accent underline">
        <VisibleText text={words} />
      </a>
      {isLast ? '.' : ', '}
    </>
  );
}

function RunList({ words, ids }: { words: string; ids: readonly string[] }) {
  return (
    <p className="break-words">
      {words}:{' '}
      {ids.map((id, index) => (
        <span key={id}>
          {index > 0 && ', '}
          <RunLink id={id}>{`run ${index + 1}`}</RunLink>
        </span>
      ))}
      .
    </p>
  );
}

function RunLink({ id, children }: { id: string; children: string }) {
  return (
    <a href={`/runs/${id}`} className="text-accent underline">
      {children}
    </a>
  );
}

function counts(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}

function inWords(count: number): string {
  return count.toLocaleString('en');
}

function percent(share: number): string {
  return share < 0.01 ? 'under 1 %' : `${Math.round(share * 100)} %`;
}
