import { Ban, Eye, RotateCcw, Undo2, type LucideIcon } from 'lucide-react';
import { Badge, type Tone } from '@/components/ui/badge';
import type { ReversibilityClass } from '@/lib/domain/reversibility';

const looks: Record<ReversibilityClass, { tone: Tone; label: string; icon: LucideIcon; meaning: string }> = {
  read_only: { tone: 'neutral', label: 'read only', icon: Eye, meaning: 'Changes nothing' },
  reversible: { tone: 'success', label: 'reversible', icon: Undo2, meaning: 'Can be undone' },
  compensable: { tone: 'warning', label: 'compensable', icon: RotateCcw, meaning: 'Can be made good by another act' },
  irreversible: { tone: 'danger', label: 'irreversible', icon: Ban, meaning: 'Cannot be undone' },
};

/** How far an effect can be taken back. */
export function ReversibilityBadge({ reversibility }: { reversibility: ReversibilityClass }) {
  const { tone, label, icon: Icon, meaning } = looks[reversibility];
  return (
    <Badge tone={tone} title={meaning}>
      <Icon aria-hidden />
      {label}
    </Badge>
  );
}
