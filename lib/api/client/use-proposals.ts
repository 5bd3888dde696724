import { useQueries } from '@tanstack/react-query';
import type { ProposalView } from '@/lib/api/contract/proposal';
import { proposalQuery } from './use-proposal';

/** Several proposals as they stand, in the order of their ids; undefined until all are there. */
export function useProposals(ids: readonly string[]): ProposalView[] | undefined {
  return useQueries({
    queries: ids.map(proposalQuery),
    combine: (results) => {
      const found = results.flatMap(({ data }) => data ?? []);
      return found.length === results.length ? found : undefined;
    },
  });
}
