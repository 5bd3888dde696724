import Link from 'next/link';
import { ArgumentChanges } from '@/components/diff/argument-changes';
import { ArgumentList } from '@/components/diff/argument-list';
import { asEmail, EmailPreview } from '@/components/diff/email-preview';
import { RecordDiff } from '@/components/diff/record-diff';
import { VisibleText } from '@/components/diff/visible-text';
import { FindingList } from '@/components/run/finding-list';
import type { ProposalView } from '@/lib/api/contract/proposal';
import type { JsonObject } from '@/lib/domain/json';
import type { Preview } from '@/lib/domain/proposal';
import type { ReversibilityClass } from '@/lib/domain/reversibility';
import { RevisionSection } from './revision-section';
import { Section } from './section';

const consequences: Record<ReversibilityClass, string> = {
  read_only: 'This changes nothing.',
  reversible: 'This can be put back as it was.',
  compensable: 'This cannot be undone, but it can be made good.',
  irreversible: 'This cannot be undone.',
};

/** What it leads to, what it changes, with which arguments, and what the agent says about it. */
export function ProposalBody({ proposal }: { proposal: ProposalView }) {
  return (
    <>
      <Consequence proposal={proposal} />
      <FindingList findings={proposal.findings} title="A check found something. Look before you approve." />
      <RevisionSection proposal={proposal} />
      <EffectSection args={proposal.args} preview={proposal.preview} as={effectTitle(proposal)} />
      {JSON.stringify(proposal.args) !== JSON.stringify(proposal.proposedArgs) && (
        <Section title="What a person changed in the agent's proposal">
          <ArgumentChanges before={proposal.proposedArgs} after={proposal.args} />
        </Section>
      )}
      <Section title={`Arguments of ${proposal.tool}`}>
        <ArgumentList args={proposal.args} provenance={proposal.provenance} />
      </Section>
      <AgentWords text={proposal.agentText} />
      {proposal.runId !== null && (
        <p className="text-small">
          <Link className="text-accent underline underline-offset-2" href={`/runs/${proposal.runId}`}>
            The whole run
          </Link>
        </p>
      )}
    </>
  );
}

function Consequence({ proposal: { reversibility, repair, holdSeconds, outside } }: { proposal: ProposalView }) {
  return (
    <Section title="Consequence">
      <p className="text-small break-words">
        {consequences[reversibility]}
        {repair && (
          <>
            {' '}
            By hand: <VisibleText text={repair} />
          </>
        )}
        {!repair && outside && reversibility !== 'read_only' && (
          <>
            {' '}
            How it is made good by hand, its agent did not say; ask <VisibleText text={outside.owner} />.
          </>
        )}
        {holdSeconds > 0 && ` After the approval it waits ${holdSeconds} s before it runs.`}
      </p>
    </Section>
  );
}

/** Whose word the effect is: drawn by our tools' code, or told by an agent whose tools are not ours. */
export function effectTitle({ outside }: ProposalView, changed = false): string | undefined {
  if (!outside) return undefined;
  return outside.described && !changed
    ? 'What changes, as described by the agent'
    : 'What the agent would do, by its arguments';
}

interface EffectSectionProps {
  args: JsonObject;
  preview: Preview;
  /** What stands over it, when that is not for it to say. */
  as?: string | undefined;
}

/** The effect as its reader would see it: an e-mail as an e-mail, anything else as a diff of the records. */
export function EffectSection({ args, preview, as }: EffectSectionProps) {
  const email = as === undefined ? asEmail(args) : undefined;
  return (
    <Section title={as ?? (email ? 'What would be sent' : 'What changes')}>
      {email ? <EmailPreview label="E-mail that would be sent" email={email} /> : <RecordDiff preview={preview} />}
    </Section>
  );
}

function AgentWords({ text }: { text: string }) {
  if (text.trim() === '') return null;
  return (
    <Section title="The agent's own words (not checked by anybody)">
      <blockquote className="rounded-md border-l-2 border-line-strong bg-surface px-3 py-2 text-small break-words whitespace-pre-wrap">
        <VisibleText text={text} />
      </blockquote>
    </Section>
  );
}
