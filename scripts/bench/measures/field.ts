import { startBareTable } from '../contenders/bare-table';
import type { Contender } from '../contenders/contender';
import { startCountersign } from '../contenders/countersign';
import { startLangGraph } from '../contenders/langgraph';
import { startOpenAiAgents } from '../contenders/openai-agents';
import { makeDatabase, type Stage } from '../stage';
import type { ModelPort } from '@/lib/domain/model';

/** Starts every contender on a database of its own, runs `work` with them and closes them. */
export async function withField<Result>(
  stage: Stage,
  options: { model: ModelPort; outside?: boolean },
  work: (field: Contender[]) => Promise<Result>,
): Promise<Result> {
  const { model, outside = false } = options;
  const { loadPeer } = stage;
  const empty = () => makeDatabase(stage, { migrated: false });
  const migrated = () => makeDatabase(stage, { migrated: true });
  const field = [
    await startBareTable(await empty(), model),
    await startCountersign(await migrated(), { model }),
    ...(outside ? [await startCountersign(await migrated(), { model, tool: 'send_note' })] : []),
    ...(loadPeer ? [await startLangGraph(await empty(), model, loadPeer)] : []),
    ...(loadPeer ? [await startOpenAiAgents(await empty(), loadPeer)] : []),
  ];
  try {
    return await work(field);
  } finally {
    for (const contender of field) await contender.close();
  }
}
