'use client';

import { X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Key } from '@/components/ui/key';
import type { Selection } from './selection';

interface BulkBarProps {
  selection: Selection;
  onDecide: () => void;
}

/** What is selected, and the way to decide it. */
export default function BulkBar({ selection: { selected, clear }, onDecide }: BulkBarProps) {
  return (
    <div className="flex items-center gap-2 border-t bg-raised p-2">
      <p role="status" className="flex-1 pl-1 text-small">
        {selected.length} selected
      </p>
      <Button look="primary" size="small" onClick={onDecide}>
        Decide together
        <Key>X</Key>
      </Button>
      <Button look="quiet" size="icon" aria-label="Select nothing" onClick={clear}>
        <X aria-hidden />
      </Button>
    </div>
  );
}
