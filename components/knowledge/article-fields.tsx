import { useState } from 'react';
import { Reply } from '@/components/chat/markdown';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input, TextArea } from '@/components/ui/text-box';
import type { ArticleDraft } from './article-draft';

interface ArticleFieldsProps {
  draft: ArticleDraft;
  /** The agents of this deployment, as people call them. */
  agents: readonly { name: string; title: string }[];
  onChange: (change: Partial<ArticleDraft>) => void;
  errorAt: (pointer: string) => string | undefined;
}

/** What an article says, with a look at how it will read, and whom it is for. */
export function ArticleFields({ draft, agents, onChange, errorAt }: ArticleFieldsProps) {
  const [previewing, setPreviewing] = useState(false);
  return (
    <>
      <Field label="Title" error={errorAt('/title')}>
        {(control) => (
          <Input
            {...control}
            required
            maxLength={200}
            value={draft.title}
            onChange={(event) => onChange({ title: event.target.value })}
          />
        )}
      </Field>
      <div className="flex flex-col gap-1.5">
        <Field label="Text" hint="Markdown. Short paragraphs are found and quoted best." error={errorAt('/body')}>
          {(control) => (
            <TextArea
              {...control}
              required
              maxLength={50_000}
              className="min-h-48"
              value={draft.body}
              onChange={(event) => onChange({ body: event.target.value })}
            />
          )}
        </Field>
        <Button
          size="small"
          className="self-start"
          aria-pressed={previewing}
          onClick={() => setPreviewing(!previewing)}
        >
          {previewing ? 'Hide the preview' : 'Show a preview'}
        </Button>
        {previewing && (
          <section aria-label="Preview" className="rounded-md px-3 py-2 ring-1 ring-line">
            <Reply text={draft.body} />
          </section>
        )}
      </div>
      <Field label="Tags" hint="Other words people use for it, with commas between them." error={errorAt('/tags')}>
        {(control) => (
          <Input {...control} value={draft.tags} onChange={(event) => onChange({ tags: event.target.value })} />
        )}
      </Field>
      <AgentChoice chosen={draft.agents} agents={agents} onChange={(next) => onChange({ agents: next })} />
    </>
  );
}

interface AgentChoiceProps {
  chosen: readonly string[];
  agents: readonly { name: string; title: string }[];
  onChange: (agents: string[]) => void;
}

/** Which agents may read it; one that is not here any more can still be taken out. */
function AgentChoice({ chosen, agents, onChange }: AgentChoiceProps) {
  const gone = chosen.filter((name) => agents.every((agent) => agent.name !== name));
  const listed = [...agents, ...gone.map((name) => ({ name, title: name }))];
  if (listed.length === 0) return null;
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="text-small font-medium">Agents that may read it</legend>
      <p className="text-meta text-quiet">All of them when none is chosen.</p>
      {listed.map(({ name, title }) => (
        <label key={name} className="flex items-center gap-2 text-small max-md:min-h-11">
          <input
            type="checkbox"
            checked={chosen.includes(name)}
            onChange={({ target }) =>
              onChange(target.checked ? [...chosen, name] : chosen.filter((other) => other !== name))
            }
          />
          {title}
        </label>
      ))}
    </fieldset>
  );
}
