import { findTool, type Agent } from '@/lib/domain/agent';
import type { Json, JsonObject } from '@/lib/domain/json';
import { allCalls, textOf, type CallRecord, type RunRecord, type StepRecord } from '@/lib/domain/run-record';
import { isSettled } from '@/lib/domain/tool-call';
import { AnswerEvidence } from '@/lib/gate/answer/answer-evidence';
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
  for (const moment of momentsBefore(record, history, agent)) index.add(moment);
  return index;
}

/** The same as what a text to a person may rest on, with what was done and what the agent told people before. */
export function gatherAnswerEvidence(record: RunRecord, history: ConversationHistory, agent: Agent): AnswerEvidence {
  const evidence = new AnswerEvidence(agent.tools);
  for (const moment of momentsBefore(record, history, agent)) evidence.add(moment);
  const runs = [...history.runs.filter(({ id }) => id !== record.id), record];
  for (const call of runs.flatMap(allCalls)) addDeed(evidence, call, agent);
  for (const { role, text } of history.messages) if (role === 'agent') evidence.addTold(text);
  for (const { findings, blocks } of record.steps) if (findings.length === 0) evidence.addTold(textOf(blocks));
  return evidence;
}

/** What a write carried out is part of the records from then on, its arguments too. */
function addDeed(evidence: AnswerEvidence, call: CallRecord, agent: Agent): void {
  const { name, status, output } = call;
  const args = JSON.parse(call.editedArgs ?? call.args ?? 'null') as Json;
  const succeeded = status === 'succeeded';
  const tool = findTool(agent, call.execution?.tool ?? name);
  if (succeeded && call.execution) {
    evidence.add([{ origin: { source: 'tool', tool: name, outside: false }, said: args }]);
  }
  const said = succeeded ? (JSON.parse(output ?? 'null') as Json) : null;
  if (tool) evidence.addCall({ tool, args, output: said, succeeded });
}

function momentsBefore(record: RunRecord, history: ConversationHistory, agent: Agent): Evidence[][] {
  const instructions = { origin: { source: 'instructions' as const, outside: false }, said: agent.instructions };
  const messages = history.messages.flatMap((message) => {
    if (message.role !== 'user') return [messageEvidence(message)];
    const earlier = history.runs.filter((run) => run.messagePosition === message.position && run.id !== record.id);
    return [messageEvidence(message), ...earlier.flatMap((run) => momentsOf(run, agent))];
  });
  return [[instructions], ...messages, ...momentsOf(record, agent)];
}

function messageEvidence({ role, text, authorName }: ConversationMessage): Evidence[] {
  if (role === 'agent') return [];
  if (role === 'user') return [{ origin: { source: 'user', outside: false }, said: text }];
  const person = authorName === null ? {} : { person: authorName };
  return [{ origin: { source: 'person', outside: false, ...person }, said: text }];
}

function momentsOf(run: RunRecord, agent: Agent): Evidence[][] {
  const guidance = run.guidance === null ? [] : [[byPerson(run.guidance)]];
  return [...guidance, ...run.steps.map((step) => stepEvidence(run, step, agent))];
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
    failed: status !== 'succeeded',
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
