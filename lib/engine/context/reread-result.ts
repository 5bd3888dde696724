import { findTool, type Agent } from '@/lib/domain/agent';
import type { Json, JsonObject } from '@/lib/domain/json';
import { allCalls, type CallRecord, type RunRecord } from '@/lib/domain/run-record';
import { sql } from '@/lib/domain/sql';
import { ToolError, type ReadTool, type Refusal, type ToolContext } from '@/lib/domain/tool';

export const REREAD_RESULT = 'reread_result';

const input = {
  type: 'object',
  properties: {
    step: { type: 'integer', minimum: 0, description: 'The step, as the summary gives it.' },
    call: { type: 'integer', minimum: 0, description: 'The call within the step, as the summary gives it.' },
  },
  required: ['step', 'call'],
  additionalProperties: false,
} as const;

/** Gives a result of the same run again as it was. It is no new fact: what it says was said by the call it repeats. */
const rereadResult: ReadTool = {
  name: REREAD_RESULT,
  description:
    'Shows again the whole result of an earlier call of this run that now stands as a summary. It does not ask the ' +
    'other system again; for what may have changed since, make the call itself anew.',
  input: input as unknown as ReadTool['input'],
  output: {},
  outputFrom: 'records',
  reversibility: 'read_only',
  onFailure: 'tell_model',
  scope: () => Promise.resolve(null),
  check: async (args, context) => ((await findOutput(args, context)) === undefined ? NOT_THERE : null),
  async execute(args, context) {
    const output = await findOutput(args, context);
    if (output === undefined) throw new ToolError(NOT_THERE);
    return JSON.parse(output) as Json;
  },
};

const NOT_THERE: Refusal = {
  message: 'This run has no successful call at that step and place.',
  hint: 'Use the step and call that the summary names.',
};

async function findOutput(
  { step, call }: JsonObject,
  { transaction, runId }: ToolContext,
): Promise<string | undefined> {
  const [row] = await transaction.query<{ output: string | null }>(sql`
    select output from tool_call where run_id = ${runId} and step_index = ${Number(step)} and index = ${Number(call)}
      and status = 'succeeded' and name <> ${REREAD_RESULT}`);
  return row?.output ?? undefined;
}

/** The agent with the engine's own tools: the same in every call of a run, since the tools are part of what is cached. */
export function withRereading(agent: Agent, { trust }: RunRecord): Agent {
  const has = agent.tools.length === 0 || findTool(agent, REREAD_RESULT) !== undefined;
  return has || !trust.context.summarise ? agent : { ...agent, tools: [...agent.tools, rereadResult] };
}

/** The call whose result a `reread_result` repeated; null for every other call. */
export function repeatedCall(record: RunRecord, call: CallRecord): CallRecord | null {
  if (call.name !== REREAD_RESULT || call.args === null || call.status !== 'succeeded') return null;
  const { step, call: place } = JSON.parse(call.args) as { step: number; call: number };
  return allCalls(record).find(({ stepIndex, index }) => stepIndex === step && index === place) ?? null;
}
