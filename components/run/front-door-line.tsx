import type { RunView } from '@/lib/api/contract/run';
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

/** What the front door made of the message, and what of it a reader would not see. */
export function FrontDoorLine({ run: { intent, hiddenText } }: { run: Pick<RunView, 'intent' | 'hiddenText'> }) {
  return (
    <>
      {intent && <p className="text-small">{outcomeOf(intent)}.</p>}
      {hiddenText.length > 0 && <p className="text-small">The message holds hidden text: {hiddenText.join(', ')}.</p>}
    </>
  );
}

function outcomeOf({ intent, confidence, path }: Understanding): string {
  if (intent === null) return 'The front door got no answer from its classifier, so the agent took it';
  return `Understood as “${intent.replaceAll('_', ' ')}” (${(confidence ?? 0).toFixed(2)}), ${outcomes[path]}`;
}
