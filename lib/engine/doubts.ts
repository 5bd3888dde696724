import { findTool, type Agent } from '@/lib/domain/agent';
import { allCalls, type RunRecord } from '@/lib/domain/run-record';
import { hiddenTextIn } from '@/lib/domain/hidden-text';
import { noDoubts, type Doubts } from '@/lib/gate/confidence';

/** What a run's record holds against whatever its model says or does next. */
export function doubtsOf(record: RunRecord, model: string): Doubts {
  const calls = allCalls(record);
  const { route, intent, novelty, message } = record;
  return {
    ...noDoubts,
    troubles: calls.filter(({ status }) => status === 'refused' || status === 'failed').length,
    rejections: calls.filter(({ status }) => status === 'rejected').length,
    standIn: model === 'rules' && route !== 'rules' && intent?.path !== 'rules',
    understood: intent && (intent.confidence ?? 'unanswered'),
    hidden: hiddenTextIn(message),
    novelty,
  };
}

/** Whether the run has read text that somebody outside could have written. */
export function hasReadOutside(record: RunRecord, agent: Agent): boolean {
  return allCalls(record).some(
    ({ name, status }) =>
      (status === 'succeeded' || status === 'failed') && (findTool(agent, name)?.outputFrom ?? 'outside') === 'outside',
  );
}
