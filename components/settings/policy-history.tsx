'use client';

import { useState } from 'react';
import { VersionHistory } from '@/components/history/version-history';
import { usePolicyVersions } from '@/lib/api/client/use-policy-history';
import type { PolicyVersionView } from '@/lib/api/contract/policy-history';
import { policyLines } from '@/lib/domain/policy-words';
import { RollbackDialog } from './rollback-dialog';

/** Every version of a tool's policy, and the way back to it. */
export function PolicyHistory({ tool, current }: { tool: string; current: number }) {
  const versions = usePolicyVersions(tool);
  const [target, setTarget] = useState<PolicyVersionView>();
  return (
    <>
      <VersionHistory
        versions={versions}
        show={shown}
        current={{ version: current, label: 'in force', isOpen: true }}
        empty="Nobody has saved rules for this tool yet: every call asks one reviewer."
        onRollback={setTarget}
      />
      {target && <RollbackDialog tool={tool} current={current} target={target} onClose={() => setTarget(undefined)} />}
    </>
  );
}

function shown({ policy, before, ...version }: PolicyVersionView) {
  return {
    ...version,
    change: `What changed ${version.version === 1 ? 'from the default rules' : `since version ${version.version - 1}`}`,
    before: policyLines(before),
    after: policyLines(policy),
  };
}
