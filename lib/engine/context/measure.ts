import type { ContextSection, ContextSettings, StepContext } from '@/lib/domain/context-settings';
import type { ModelRequest } from '@/lib/domain/model';
import type { RunRecord } from '@/lib/domain/run-record';
import { estimateTokens } from '@/lib/domain/tokens';

/** From this share of the window on people should know of it. */
const ALERT_SHARE = 0.6;
/** More of the window than this is never sent. */
const LARGEST_SHARE = 0.8;

export type Measured = Pick<StepContext, 'tokens' | 'share' | 'alert' | 'overBudget' | 'windowTokens'>;

/** Counts a request by section, high on its bytes. */
export function measure(request: ModelRequest, record: RunRecord, settings: ContextSettings): Measured {
  const own = new Set(record.steps.flatMap((step) => step.calls.map((call) => call.toolUseId)));
  const messages = estimateTokens(JSON.stringify(request.messages));
  const results = request.messages.reduce((sum, { content }) => {
    const blocks = content.filter((block) => block.type === 'tool_result' && own.has(block.toolUseId));
    return sum + blocks.reduce((inner, block) => inner + estimateTokens(JSON.stringify(block)), 0);
  }, 0);
  const tokens: Record<ContextSection, number> = {
    instructions: estimateTokens(request.system),
    tools: estimateTokens(JSON.stringify(request.tools)),
    history: Math.max(0, messages - results),
    results,
    state: estimateTokens(request.state ?? ''),
  };
  const total = Object.values(tokens).reduce((sum, count) => sum + count, 0);
  const share = total / settings.windowTokens;
  const overBudget = (Object.keys(tokens) as ContextSection[]).filter((name) => tokens[name] > settings.budgets[name]);
  return { windowTokens: settings.windowTokens, tokens, share, alert: share >= ALERT_SHARE, overBudget };
}

export function isTooLarge({ share }: Measured): boolean {
  return share > LARGEST_SHARE;
}
