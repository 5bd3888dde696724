import { Button } from '@/components/ui/button';

const beginnings = [
  'What can you do?',
  'Where is my order?',
  'I want to cancel an order',
  'I want to talk to a person',
];

/** Before the first message: what this is, and ways to begin. */
export function Welcome({ agent, onChoose }: { agent: string; onChoose: (text: string) => void }) {
  return (
    <div className="flex flex-col gap-3 py-10">
      <p className="text-title font-semibold">What can {agent} do for you?</p>
      <p className="max-w-prose text-small text-quiet">
        Questions are answered at once. Whatever would change something is shown to a person first, and you see here
        what waits, what was decided and what has really happened.
      </p>
      <div className="flex flex-wrap gap-2">
        {beginnings.map((text) => (
          <Button key={text} className="rounded-full" onClick={() => onChoose(text)}>
            {text}
          </Button>
        ))}
      </div>
    </div>
  );
}

/** In a deployment whose agents all run elsewhere. */
export function NoAgent() {
  return (
    <div className="flex flex-col gap-3 py-10">
      <p className="text-title font-semibold">Nobody to talk to here</p>
      <p className="max-w-prose text-small text-quiet">
        This deployment runs no agent of its own. What agents elsewhere propose waits in the inbox.
      </p>
    </div>
  );
}
