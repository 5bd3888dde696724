import type { RunView } from '@/lib/api/contract/run';

/** Where a word stands in a run, as the id of what it is on the page. */
export interface Place {
  target: string;
  where: string;
  excerpt: string;
}

const AROUND = 60;
const MOST = 100;

/** Everything in a run that holds the words, in its order, in whatever case. */
export function searchRun(run: RunView, words: string): Place[] {
  const wanted = words.toLowerCase();
  const texts = run.steps.flatMap((step) => {
    const target = `step-${step.index + 1}`;
    const where = `Step ${step.index + 1}`;
    const calls = run.toolCalls.filter(({ stepIndex }) => stepIndex === step.index);
    return [
      { target, where: `${where}, reasoning`, text: step.reasoning },
      { target, where: `${where}, text`, text: step.text },
      ...calls.flatMap((call) => {
        const at = { target: `call-${call.callId}` };
        const name = `${where}, ${call.name}`;
        return [
          { ...at, where: name, text: `${call.name} ${call.summary ?? ''}` },
          { ...at, where: `${name}, arguments`, text: JSON.stringify(call.args) },
          { ...at, where: `${name}, output`, text: call.output === undefined ? '' : JSON.stringify(call.output) },
          { ...at, where: `${name}, error`, text: call.error ?? '' },
        ];
      }),
      ...step.notes.map((text) => ({ target, where: `${where}, note`, text })),
    ];
  });
  return texts
    .flatMap(({ target, where, text }) => {
      const from = text.toLowerCase().indexOf(wanted);
      return from < 0 ? [] : [{ target, where, excerpt: around(text, from, wanted.length) }];
    })
    .slice(0, MOST);
}

function around(text: string, from: number, length: number): string {
  const start = Math.max(0, from - AROUND);
  const end = Math.min(text.length, from + length + AROUND);
  return `${start > 0 ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`;
}
