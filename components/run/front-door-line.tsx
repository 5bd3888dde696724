import type { RunTrace } from '@/lib/api/contract/run-trace';
import type { Understanding } from '@/lib/domain/front-door';

const outcomes: Record<Understanding['path'], string> = {
  agent: 'the agent took it',
  rules: 'took the rules path',
  template: 'answered by a template',
  clarify: 'not sure enough, so the customer was asked',
  unclear: 'still not sure enough after a question, so it was handed over',
  hand_over: 'out of scope, so it was refused and handed over',
  decline: 'out of scope, and a colleague has the conversation already',
};

type FrontDoorRun = Pick<RunTrace, 'intent' | 'hiddenText' | 'route' | 'intentThreshold' | 'modelCalls' | 'status'>;

/** What the front door made of the message, or why it was not asked, and what of the message a reader would not see. */
export function FrontDoorLine({ run }: { run: FrontDoorRun }) {
  const { intent, hiddenText } = run;
  const asked = run.modelCalls.find(({ id }) => id === intent?.modelCallId);
  const words = intent ? outcomeOf(intent) : passedBy(run);
  return (
    <>
      {words && (
        <p className="text-small">
          {words}.{intent?.path === 'clarify' && ` This agent wants ${run.intentThreshold.toFixed(2)}.`}
          {asked && (
            <>
              {' '}
              <a href={`#model-call-${asked.id}`} className="text-accent underline underline-offset-2">
                How it was asked
              </a>
            </>
          )}
        </p>
      )}
      {hiddenText.length > 0 && <p className="text-small">The message holds hidden text: {hiddenText.join(', ')}.</p>}
    </>
  );
}

function outcomeOf({ intent, confidence, path }: Understanding): string {
  if (intent === null) return 'The front door got no answer from its classifier, so the agent took it';
  return `Understood as “${intent.replaceAll('_', ' ')}” (${(confidence ?? 0).toFixed(2)}), ${outcomes[path]}`;
}

function passedBy({ route, status }: FrontDoorRun): string | null {
  if (route === 'agent') return 'Started for the agent itself, so the front door was not asked';
  if (route === 'rules') return 'Started in rules mode, so the front door was not asked';
  return status === 'queued' || status === 'running' ? null : 'The front door was not asked';
}
