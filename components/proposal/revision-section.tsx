import Link from 'next/link';
import { ArgumentChanges } from '@/components/diff/argument-changes';
import { PreviewChanges } from '@/components/diff/preview-changes';
import { VisibleText } from '@/components/diff/visible-text';
import type { ProposalView } from '@/lib/api/contract/proposal';
import { Section } from './section';

/** What the agent changed after a person said no: this version against the one that was rejected, and why it was. */
export function RevisionSection({ proposal }: { proposal: ProposalView }) {
  const { revises } = proposal;
  if (!revises) return null;
  return (
    <Section title={`Version ${revises.revision} after a rejection`}>
      <p className="text-small">
        <VisibleText text={revises.rejectedBy.name} /> rejected{' '}
        <Link href={`/inbox/${revises.proposalId}`} className="text-accent underline underline-offset-2">
          version {revises.revision - 1}
        </Link>
        {revises.reason && (
          <>
            : “<VisibleText text={revises.reason} />”
          </>
        )}
      </p>
      <ArgumentChanges before={revises.args} after={proposal.args} />
      <PreviewChanges seen={revises.preview} now={proposal.preview} seenAs="Rejected" />
    </Section>
  );
}
