import { Plus } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/text-box';
import type { Intent } from '@/lib/domain/front-door';
import type { IntentDraft } from './agent-draft';
import { IntentRow } from './intent-row';
import { ListGroup, type ListProps } from './list-group';

interface IntentListProps extends ListProps {
  /** Those of the agent's code, if it has any. */
  own: readonly Intent[] | undefined;
  /** Null: the agent's own. */
  intents: readonly IntentDraft[] | null;
  onChange: (intents: IntentDraft[] | null) => void;
}

/** The kinds of requests an agent gets: its own, or a list that an admin writes. */
export function IntentList({ label, hint, error, errorAt, own, intents, onChange }: IntentListProps) {
  const names = own?.map(({ name }) => name.replaceAll('_', ' ')).join(', ');
  return (
    <ListGroup label={label} hint={hint} error={error}>
      <Select
        aria-label={label}
        className="max-w-xs"
        value={intents === null ? 'own' : 'these'}
        onChange={({ target }) => onChange(target.value === 'own' ? null : (own?.map((one) => asDraft(one)) ?? []))}
      >
        <option value="own">The agent’s own</option>
        <option value="these">A list written here</option>
      </Select>
      {intents === null && (
        <p className="text-meta text-quiet">{names ?? 'It has none, so every message goes straight to the agent.'}</p>
      )}
      <ol aria-label={label} className="flex flex-col gap-3 empty:hidden">
        {intents?.map((one, index) => (
          <IntentRow
            key={index}
            number={index + 1}
            intent={one}
            errorAt={(member) => errorAt(`${index}/${member}`)}
            onChange={(next) => onChange(intents.with(index, next))}
            onRemove={() => onChange(intents.toSpliced(index, 1))}
          />
        ))}
      </ol>
      {intents !== null && (
        <Button
          className="self-start"
          onClick={() => onChange([...intents, { name: '', description: '', path: 'agent' }])}
        >
          <Plus aria-hidden />
          Add kind of request
        </Button>
      )}
    </ListGroup>
  );
}

function asDraft({ template, ...intent }: Intent): IntentDraft {
  return template === undefined ? intent : { ...intent, template };
}
