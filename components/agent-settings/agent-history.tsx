'use client';

import { useState } from 'react';
import { toast } from 'sonner';
import { ReasonDialog } from '@/components/history/reason-dialog';
import { VersionHistory } from '@/components/history/version-history';
import { LineDiff } from '@/components/diff/line-diff';
import { useAgentVersions, useSaveAgent } from '@/lib/api/client/use-agent';
import type { AgentVersionView, AgentView } from '@/lib/api/contract/agent';
import { agentLines } from '@/lib/domain/agent-words';

interface AgentHistoryProps {
  agent: AgentView;
  onRolledBack: () => void;
}

/** Every saved version of an agent's settings, and the way back to it. */
export function AgentHistory({ agent, onRolledBack }: AgentHistoryProps) {
  const versions = useAgentVersions(agent.name);
  const [target, setTarget] = useState<AgentVersionView>();
  const shown = ({ settings, before, ...version }: AgentVersionView) => ({
    ...version,
    change: 'What changed',
    before: agentLines(agent, before),
    after: agentLines(agent, settings),
    onlyChanges: true,
  });
  return (
    <>
      <VersionHistory
        versions={versions}
        show={shown}
        current={{ version: agent.version, label: 'in force', isOpen: true }}
        empty="Nobody has changed this agent’s settings yet: all of them are its defaults."
        onRollback={setTarget}
      />
      {target && <Rollback {...{ agent, target, onRolledBack }} onClose={() => setTarget(undefined)} />}
    </>
  );
}

interface RollbackProps extends AgentHistoryProps {
  target: AgentVersionView;
  onClose: () => void;
}

function Rollback({ agent, target, onRolledBack, onClose }: RollbackProps) {
  const { mutate, isPending, error } = useSaveAgent(agent.name);
  const submit = (reason: string) =>
    mutate(
      { version: agent.version, agent: { ...target.settings, reason } },
      {
        onSuccess: ({ agent: { version } }) => {
          toast.success(`Version ${version} says what version ${target.version} said.`);
          onRolledBack();
          onClose();
        },
      },
    );
  return (
    <ReasonDialog
      title={`Roll back to version ${target.version}?`}
      label="Roll back"
      {...{ isPending, error, onClose }}
      onSubmit={submit}
    >
      <p>
        Version {agent.version + 1} will say what version {target.version} said. What changes by it:
      </p>
      <LineDiff onlyChanges before={agentLines(agent, agent)} after={agentLines(agent, target.settings)} />
    </ReasonDialog>
  );
}
