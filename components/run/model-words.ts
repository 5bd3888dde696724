import type { RunTrace, TracedModelCall, TracedStep } from '@/lib/api/contract/run-trace';

const purposes: Record<string, string> = {
  classify: 'Front door',
  check: 'Second-model check',
  summarise: 'Summary',
};

const stops: Record<string, string> = {
  end_turn: 'ended its turn',
  tool_use: 'asked for tools',
  max_tokens: 'ran into its token limit',
  refusal: 'refused',
  pause_turn: 'paused',
};

/** Why a model's turn ended. */
export function stopInWords(reason: string): string {
  return stops[reason] ?? reason;
}

/** What a call beside the turns was for. */
export function purposeInWords(purpose: string): string {
  return purposes[purpose] ?? purpose;
}

/** Why this model answered a step. */
export function modelChoiceInWords(step: TracedStep, run: Pick<RunTrace, 'route' | 'intent' | 'steps'>): string {
  if (step.routed !== undefined) return step.routed;
  if (step.model !== 'rules') return 'The model this agent uses for its turns.';
  if (run.route === 'rules') return 'The run was started in rules mode, so fixed rules answered.';
  if (run.intent?.path === 'rules') return 'The front door found the message simple, so fixed rules answered.';
  const outage = run.steps.findLast(({ index, routed }) => index < step.index && routed !== undefined);
  if (outage) return `Fixed rules went on with what they began in step ${outage.index + 1}.`;
  return 'No model was to be asked, so fixed rules answered.';
}

/** What a call beside the turns answered, in a sentence; null where it says nothing a sentence could. */
export function answerInWords({ purpose, answer }: TracedModelCall): string | null {
  const said = membersOf(answer);
  if (purpose === 'check' && typeof said.agrees === 'boolean') {
    return `${said.agrees ? 'It agrees' : 'It does not agree'}: ${wordsOf(said.reason)}`;
  }
  if (purpose === 'classify' && typeof said.intent === 'string') {
    const sure = typeof said.confidence === 'number' ? ` with confidence ${said.confidence.toFixed(2)}` : '';
    return `It took the message for “${said.intent.replaceAll('_', ' ')}”${sure}${said.outOfScope === true ? ', out of scope' : ''}.`;
  }
  return null;
}

function wordsOf(value: unknown): string {
  return typeof value === 'string' ? value : 'it gave no reason.';
}

function membersOf(text: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
