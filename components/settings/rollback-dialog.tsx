import { toast } from 'sonner';
import { ReasonDialog } from '@/components/history/reason-dialog';
import { useRollback } from '@/lib/api/client/use-policy-history';
import type { PolicyVersionView } from '@/lib/api/contract/policy-history';
import { policyLines } from '@/lib/domain/policy-words';

interface RollbackDialogProps {
  tool: string;
  current: number;
  target: PolicyVersionView;
  onClose: () => void;
}

/** Shows what a version says and asks why, before it becomes the next one. */
export function RollbackDialog({ tool, current, target, onClose }: RollbackDialogProps) {
  const { mutate, isPending, error } = useRollback(tool);
  const submit = (reason: string) =>
    mutate(
      { current, version: target.version, reason },
      {
        onSuccess: ({ version }) => {
          toast.success(`Version ${version} says what version ${target.version} said.`);
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
        Version {current + 1} will say what version {target.version} said. Nothing that waits is released by it.
      </p>
      <ul className="flex list-disc flex-col gap-1 pl-5 break-words">
        {policyLines(target.policy).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </ReasonDialog>
  );
}
