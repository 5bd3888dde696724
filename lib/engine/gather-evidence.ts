import { findTool, type Agent } from '@/lib/domain/agent';
import type { Json, JsonObject } from '@/lib/domain/json';
import type { CallRecord, RunRecord, StepRecord } from '@/lib/domain/run-record';
import { isSettled } from '@/lib/domain/tool-call';
import type { Evidence } from '@/lib/gate/provenance/evidence';
import { EvidenceIndex } from '@/lib/gate/provenance/evidence-index';
import { argumentLeaves } from '@/lib/gate/provenance/leaves';
import type { ConversationHistory, ConversationMessage } from './context';
import { REREAD_RESULT } from './context/reread-result';

/**
 * Everything the model had before it that a call may rest on, in the order it was said: the same messages and earlier
 * runs its request was built from. What the model itself wrote is no evidence.
 */
export function gatherEvidence(record: RunRecord, history: ConversationHistory, agent: Agent): EvidenceIndex {
  const index = new EvidenceIndex();
  index.add([{ origin: { source: 'instructions', outside: false }, said: agent.instructions }]);
  for (const message of history.messages) {
    index.add(messageEvidence(message));
    if (message.role !== 'user') continue;
    const earlier = history.runs.filter((run) => run.messagePosition === message.position && run.id !== record.id);
    for (const run of earlier) addRun(index, run, agent);
  }
  addRun(index, record, agent);
  return index;
}

function messageEvidence({ role, text, authorName }: ConversationMessage): Evidence[] {
  if (role === 'agent') return [];
  if (role === 'user') return [{ origin: { source: 'user', outside: false }, said: text }];
  const person = authorName === null ? {} : { person: authorName };
  return [{ origin: { source: 'person', outside: false, ...person }, said: text }];
}

function addRun(index: EvidenceIndex, run: RunRecord, agent: Agent): void {
  if (run.guidance !== null) index.add([byPerson(run.guidance)]);
  for (const step of run.steps) index.add(stepEvidence(run, step, agent));
}

function stepEvidence(run: RunRecord, { calls, index }: StepRecord, agent: Agent): Evidence[] {
  // A result shown again says nothing that its own call did not.
  const settled = calls.filter((call) => isSettled(call.status) && call.name !== REREAD_RESULT);
  return settled.flatMap((call) => [...editEvidence(call), answerEvidence(call, `${run.id}:${index}`, agent)]);
}

function answerEvidence(call: CallRecord, stepId: string, agent: Agent): Evidence {
  const { name, status, output, error } = call;
  if (status === 'rejected' || status === 'responded') return byPerson(error ?? '');
  const from = findTool(agent, name)?.outputFrom ?? 'outside';
  // A call that was refused never reached its tool: the words are the gate's own.
  const outside = from === 'outside' && status !== 'refused';
  return {
    origin: { source: 'tool', tool: name, stepId, outside },
    said: status === 'succeeded' ? (JSON.parse(output ?? 'null') as Json) : (error ?? ''),
    computed: from === 'arguments',
    ...givenOf(call),
  };
}

function givenOf({ args, editedArgs }: CallRecord): { given?: JsonObject } {
  const text = editedArgs ?? args;
  return text === null ? {} : { given: JSON.parse(text) as JsonObject };
}

/** What a reviewer put in place of the agent's own values; the agent was told. */
function editEvidence({ args, editedArgs, status }: CallRecord): Evidence[] {
  if (editedArgs === null || args === null || status !== 'succeeded') return [];
  const own = new Set(argumentLeaves(JSON.parse(args) as Json).map(({ value }) => JSON.stringify(value)));
  const edited = argumentLeaves(JSON.parse(editedArgs) as Json).map(({ value }) => value);
  return [byPerson(edited.filter((value) => !own.has(JSON.stringify(value))))];
}

function byPerson(said: Json): Evidence {
  return { origin: { source: 'person', outside: false }, said };
}
