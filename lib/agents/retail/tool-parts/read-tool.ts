import type { Json } from '@/lib/domain/json';
import type { ToolContext } from '@/lib/domain/tool';
import { refusalOf } from './refusals';

/** What every reading tool shares: finding the answer is also the check that there is one. */
export function reading<Args, Output extends Json>(execute: (args: Args, context: ToolContext) => Promise<Output>) {
  return {
    reversibility: 'read_only',
    outputFrom: 'records',
    check: (args: Args, context: ToolContext) => refusalOf(() => execute(args, context)),
    execute,
    onFailure: 'tell_model',
  } as const;
}
