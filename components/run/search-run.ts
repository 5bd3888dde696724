import type { RunView } from '@/lib/api/contract/run';
import type { RunTrace, TracedProposal } from '@/lib/api/contract/run-trace';

/** Where a word stands in a run, as the id of what it is on the page. */
export interface Place {
  target: string;
  where: string;
  excerpt: string;
}

interface Text {
  target: string;
  where: string;
  text: string;
}

const AROUND = 60;
/** More places than this are not listed. */
export const MOST_PLACES = 100;

/**
 * Everything in a run that holds the words, in its order, in whatever case; `run` has the outputs whole, `trace` what the
 * gate, the checks and people said.
 */
export function searchRun(run: RunView, trace: RunTrace, words: string): Place[] {
  const wanted = words.toLowerCase();
  const texts = [
    { target: 'message', where: 'Message', text: [run.message, trace.guidance, run.reasonDetail].join('\n') },
    ...modelCallTexts(trace, undefined),
    ...run.steps.flatMap((step) => [...modelCallTexts(trace, step.index), ...stepTexts(run, trace, step)]),
    ...modelCallTexts(trace, run.steps.length),
    { target: 'reply', where: 'Reply', text: run.reply ?? '' },
    ...trace.businessEvents.map(({ name, tool, data }) => {
      const spaced = name.replaceAll('_', ' ');
      return {
        target: 'events',
        where: `Business event, ${spaced}`,
        text: `${name} ${tool ?? ''} ${JSON.stringify(data)}`,
      };
    }),
  ];
  return texts
    .flatMap(({ target, where, text }) => {
      const from = text.toLowerCase().indexOf(wanted);
      return from < 0 ? [] : [{ target, where, excerpt: around(text, from, wanted.length) }];
    })
    .slice(0, MOST_PLACES);
}

function modelCallTexts({ modelCalls }: RunTrace, index: number | undefined): Text[] {
  return modelCalls
    .filter(({ stepIndex }) => stepIndex === index)
    .map(({ id, purpose, model, answer, error }) => {
      return { target: `model-call-${id}`, where: `Model call, ${purpose}`, text: [model, answer, error].join('\n') };
    });
}

function stepTexts(run: RunView, trace: RunTrace, step: RunView['steps'][number]): Text[] {
  const target = `step-${step.index + 1}`;
  const where = `Step ${step.index + 1}`;
  return [
    { target, where: `${where}, model`, text: [step.model, step.routed].join('\n') },
    { target: `${target}-reasoning`, where: `${where}, reasoning`, text: step.reasoning },
    { target, where: `${where}, text`, text: step.text },
    { target, where: `${where}, findings`, text: findingsIn(step.findings) },
    { target, where: `${where}, confidence`, text: reasonsIn(step.confidence) },
    ...run.toolCalls
      .filter(({ stepIndex }) => stepIndex === step.index)
      .flatMap((call) => callTexts(call, trace, where)),
    ...step.notes.map((text) => ({ target, where: `${where}, note`, text })),
  ];
}

function callTexts(call: RunView['toolCalls'][number], trace: RunTrace, step: string): Text[] {
  const target = `call-${call.callId}`;
  const where = `${step}, ${call.name}`;
  const traced = trace.calls.find(({ callId }) => callId === call.callId);
  const args = traced?.inputText ?? JSON.stringify(call.args);
  return [
    { target, where, text: `${call.name} ${call.summary ?? ''}` },
    { target: `${target}-arguments`, where: `${where}, arguments`, text: args },
    ...(traced?.proposals ?? []).flatMap((proposal) => [
      { target, where: `${where}, gate`, text: gateText(proposal) },
      { target, where: `${where}, decision`, text: decisionText(proposal) },
    ]),
    {
      target: `${target}-output`,
      where: `${where}, output`,
      text: outputText(call.output),
    },
    { target, where: `${where}, error`, text: call.error ?? '' },
  ];
}

function gateText({ gatedBy, taint, confidence, findings }: TracedProposal): string {
  return [gatedBy, taint, reasonsIn(confidence), findingsIn(findings)].join('\n');
}

function decisionText({ decisions, executions, editedArgs }: TracedProposal): string {
  return [
    ...decisions.map(({ actor, verdict, reason, message }) => [actor.name, verdict, reason, message].join(' ')),
    ...executions.map(({ error, evidence }) => [error, evidence].join(' ')),
    editedArgs === undefined ? '' : JSON.stringify(editedArgs),
  ].join('\n');
}

function findingsIn(findings: TracedProposal['findings']): string {
  return findings.map(({ quote, why }) => `${quote} ${why}`).join('\n');
}

function reasonsIn(confidence: TracedProposal['confidence']): string {
  return (confidence?.reasons ?? []).map(({ why }) => why).join('\n');
}

function around(text: string, from: number, length: number): string {
  const start = Math.max(0, from - AROUND);
  const end = Math.min(text.length, from + length + AROUND);
  return `${start > 0 ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`;
}

/** An output as the page shows it; a text without the marks that JSON puts around and into it. */
function outputText(output: RunView['toolCalls'][number]['output']): string {
  if (output === undefined) return '';
  return typeof output === 'string' ? output : JSON.stringify(output, null, 2);
}
