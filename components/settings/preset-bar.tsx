import { Button } from '@/components/ui/button';
import type { JsonObject } from '@/lib/domain/json';
import { newDraft, withThreshold, type RuleDraft } from './rule-draft';
import { ThresholdForm } from './threshold-form';

interface PresetBarProps {
  rules: readonly RuleDraft[];
  argsSchema: JsonObject | undefined;
  onSet: (rules: RuleDraft[]) => void;
}

/** The rules admins want most, a click each. What they set is saved like everything else here. */
export function PresetBar({ rules, argsSchema, onSet }: PresetBarProps) {
  return (
    <div role="group" aria-label="Presets" className="flex flex-col gap-2 rounded-md bg-surface p-3">
      <div className="flex flex-wrap gap-2">
        <Button className="max-md:w-full" onClick={() => onSet([])}>
          Every write asks
        </Button>
        <Button
          className="max-md:w-full"
          onClick={() => onSet([newDraft({ when: 'tool.reversibility == "reversible"', verdict: 'auto' })])}
        >
          Reversible runs, the rest asks
        </Button>
        <Button
          className="max-md:w-full"
          onClick={() =>
            onSet([newDraft({ when: 'tool.reversibility == "reversible" && run.confidence >= 0.8', verdict: 'auto' })])
          }
        >
          Reversible runs when the agent is sure
        </Button>
      </div>
      {argsSchema && (
        <ThresholdForm
          argsSchema={argsSchema}
          onSet={(argument, most) => onSet(withThreshold(rules, argument, most))}
        />
      )}
    </div>
  );
}
