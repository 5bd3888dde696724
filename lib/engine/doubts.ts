import { findTool, type Agent } from '@/lib/domain/agent';
import { allCalls, type RunRecord } from '@/lib/domain/run-record';
import type { ModelRequest, ModelTurn } from '@/lib/domain/model';
import { hiddenTextIn } from '@/lib/domain/hidden-text';
import { noDoubts, type Doubts } from '@/lib/gate/confidence';

/** What a run's record holds against whatever its model says or does next. */
export function doubtsOf(record: RunRecord): Doubts {
  const calls = allCalls(record);
  const { intent, novelty, message } = record;
  return {
    ...noDoubts,
    troubles: calls.filter(({ status }) => status === 'refused' || status === 'failed').length,
    rejections: calls.filter(({ status }) => status === 'rejected').length,
    understood: intent && (intent.confidence ?? 'unanswered'),
    hidden: hiddenTextIn(message),
    novelty,
  };
}

/** A turn, for which request, and why not the usual model was asked. */
interface Answered {
  turn: Pick<ModelTurn, 'model'>;
  request: Pick<ModelRequest, 'model'>;
  routed: string | null;
}

/**
 * Whether this turn is another one's than the usual model's: the fallback model's, or that of rules mode in an outage,
 * which then goes on to the run's end. Rules that nobody else was meant to replace stand in for nobody.
 */
export function standsIn({ intent, steps, trust }: RunRecord, { turn, request, routed }: Answered): boolean {
  if (routed !== null && request.model === trust.models.fallbackModel) return true;
  if (turn.model !== 'rules' || intent?.path === 'rules') return false;
  const before = steps.some(({ confidence }) => confidence?.reasons.some(({ kind }) => kind === 'stand_in'));
  return before || request.model !== 'rules';
}

/** Whether the run has read text that somebody outside could have written. */
export function hasReadOutside(record: RunRecord, agent: Agent): boolean {
  return allCalls(record).some(
    ({ name, status }) =>
      (status === 'succeeded' || status === 'failed') && (findTool(agent, name)?.outputFrom ?? 'outside') === 'outside',
  );
}
