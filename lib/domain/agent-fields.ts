import type { ModelPurpose } from './model';

type Input =
  | { kind: 'switch' }
  /** `empty` is what no number means; without it one is needed. */
  | { kind: 'number'; unit: string; empty?: string }
  /** A number from 0 to 1. */
  | { kind: 'share' }
  | { kind: 'text'; empty: string }
  /** One of the models with a price. `purpose` names the deployment's own, which an empty choice means. */
  | { kind: 'model'; purpose?: ModelPurpose; empty: string }
  | { kind: 'choices'; options: Record<string, string> }
  | { kind: 'phrases'; one: string }
  | { kind: 'intents' }
  | { kind: 'watchers' };

/** One setting of an agent as people read and set it. `pointer` leads to it from the settings' root. */
export type SettingField = Input & { pointer: string; label: string; hint: string };

export interface SettingSection {
  id: string;
  title: string;
  /** What this part does, in a sentence or two. */
  about: string;
  fields: readonly SettingField[];
}

const TOKENS = 'tokens';
const NO_CAP = 'no cap';

const toggle = (pointer: string, label: string, hint: string): SettingField => {
  return { kind: 'switch', pointer, label, hint };
};
const number = (pointer: string, unit: string, label: string, hint: string, empty?: string): SettingField => {
  return { kind: 'number', pointer, unit, label, hint, ...(empty !== undefined && { empty }) };
};
const share = (pointer: string, label: string, hint: string): SettingField => {
  return { kind: 'share', pointer, label, hint };
};
/** Without a purpose the deployment has none of its own. */
const model = (pointer: string, label: string, hint: string, purpose?: ModelPurpose): SettingField => {
  const shared = { kind: 'model', pointer, label, hint } as const;
  return purpose === undefined ? { ...shared, empty: 'none' } : { ...shared, purpose, empty: 'the deployment’s' };
};

const agent: SettingSection = {
  id: 'agent',
  title: 'Agent',
  about: 'Whether it works at all, and how much it may ask of people.',
  fields: [
    toggle('/enabled', 'Agent is on', 'When off, nobody can start a run with it. What has started goes on.'),
    number(
      '/limits/maxPendingPerUserHour',
      'proposals',
      'Proposals per person and hour',
      'So that nobody floods the inbox.',
    ),
  ],
};

const run: SettingSection = {
  id: 'run',
  title: 'Limits of a run',
  about: 'A run that reaches one of these stops and is handed to a person.',
  fields: [
    number('/limits/maxSteps', 'steps', 'Steps', 'Turns of the model in one run.'),
    number('/limits/maxActiveSeconds', 'seconds', 'Active time', 'Waiting for people does not count.'),
    number('/limits/maxStepsWithoutProgress', 'steps', 'Steps without progress', 'In a row, without anything new.'),
    number('/limits/maxRepeatedCalls', 'calls', 'Repeated calls', 'This many identical calls in a row stop the run.'),
    number('/limits/maxPendingPerRun', 'proposals', 'Waiting proposals', 'So that no run floods the inbox.'),
  ],
};

const caps: SettingSection = {
  id: 'caps',
  title: 'Caps',
  about:
    'Hard limits in dollars. The price of every model call is estimated before it; one that would pass a cap is not made, and the run is handed to a person.',
  fields: [
    number('/limits/maxCostUsd', 'dollars', 'One run', 'Of models, and of tools that cost something.'),
    number(
      '/trust/models/caps/conversationUsd',
      'dollars',
      'One conversation',
      'All its runs together, those before this change too.',
      NO_CAP,
    ),
    number('/trust/models/caps/dailyUsd', 'dollars', 'This agent on one day', 'From midnight to midnight UTC.', NO_CAP),
  ],
};

const frontDoor: SettingSection = {
  id: 'front-door',
  title: 'Front door',
  about:
    'A cheap model reads each message first. What is simple is answered at once, what is unclear is asked back, and what is none of the agent’s business is refused and handed over.',
  fields: [
    toggle('/trust/frontDoor/enabled', 'Front door is on', 'When off, every message goes straight to the agent.'),
    share(
      '/trust/frontDoor/threshold',
      'Ask back below',
      'How sure the front door must be of what a message means. Below it the user is asked once, and then a person takes over. 0 never asks.',
    ),
    number(
      '/trust/frontDoor/maxCharacters',
      'characters',
      'Longest message',
      'A longer one is refused and starts nothing.',
    ),
    {
      kind: 'text',
      pointer: '/trust/frontDoor/scope',
      empty: 'the agent’s own words',
      label: 'What the agent can do',
      hint: 'Goes on from “I can …” when somebody asks for something else.',
    },
    {
      kind: 'intents',
      pointer: '/trust/frontDoor/intents',
      label: 'Kinds of requests',
      hint: 'What the front door tells apart, and who answers it.',
    },
  ],
};

const answers: SettingSection = {
  id: 'answers',
  title: 'Answers',
  about:
    'What the agent writes is checked before anybody outside reads it. What fails is written once more, and then goes to a person with the draft.',
  fields: [
    toggle(
      '/trust/answers/enabled',
      'Check answers',
      'Amounts, dates, ids and what is said to be done must stand in the run’s record. When off, the rules below are off too.',
    ),
    {
      kind: 'phrases',
      pointer: '/trust/answers/forbidden',
      one: 'promise',
      label: 'Forbidden promises',
      hint: 'Words that no reply or e-mail may hold, in capitals or not.',
    },
    number(
      '/trust/answers/maxApologies',
      'apologies',
      'Apologies in a reply',
      'How often one reply may say sorry.',
      'no limit',
    ),
    number(
      '/trust/answers/maxExclamations',
      'marks',
      'Exclamation marks in a reply',
      'How many one reply may have.',
      'no limit',
    ),
    toggle('/trust/answers/shouting', 'May write in capitals', 'Several words in a row.'),
    {
      kind: 'choices',
      pointer: '/trust/answers/requireKnowledgeFor',
      options: { price: 'prices', availability: 'availability', policy: 'how things are done here' },
      label: 'Only after looking it up',
      hint: 'What the agent may speak of only when it looked it up in the same run.',
    },
  ],
};

const confidence: SettingSection = {
  id: 'confidence',
  title: 'Confidence',
  about:
    'Every reply and every proposed write has a number from 0 to 1: how far it can be trusted. It never allows anything; it only holds back.',
  fields: [
    share('/trust/confidence/unstated', 'Starts at', 'Where it begins when the model does not say how sure it is.'),
    share(
      '/trust/confidence/proposalThreshold',
      'Never automatic below',
      'Such a write asks a person whatever its rules say. 0 switches it off.',
    ),
    share(
      '/trust/confidence/replyThreshold',
      'Hold replies below',
      'Such a reply goes to a person instead of the user. 0 switches it off; otherwise replies are shown only when they are complete.',
    ),
  ],
};

const models: SettingSection = {
  id: 'models',
  title: 'Models',
  about: 'Which model does what. A model that is not in the price table is counted at the highest price known.',
  fields: [
    model('/trust/models/act', 'Working', 'Reads, proposes and writes the replies.', 'act'),
    model(
      '/trust/models/actSimple',
      'Working on simple things',
      'Takes messages that the front door finds simple, and the last turn after a write where that is cheaper.',
    ),
    model('/trust/models/classify', 'Front door', 'Says what a message is about.', 'classify'),
    model(
      '/trust/models/check',
      'Second opinion',
      'Looks at writes that cannot be undone, where their tool’s rules ask for it.',
      'check',
    ),
    model(
      '/trust/models/summarise',
      'Summaries',
      'Not asked at the moment: old results are shortened without a model.',
      'summarise',
    ),
    model('/trust/models/fallbackModel', 'Stand-in', 'Asked when any of the others does not answer.'),
  ],
};

const budget = (name: string, label: string, hint: string) =>
  number(`/trust/context/budgets/${name}`, TOKENS, label, hint);

const context: SettingSection = {
  id: 'context',
  title: 'Context',
  about:
    'How much the model is sent with each turn. Past its budget a part is shortened or, where it can’t be, reported.',
  fields: [
    number(
      '/trust/context/windowTokens',
      TOKENS,
      'The model’s window',
      'What it can take in at all. A run that would fill more than 80 % of it is handed to a person.',
    ),
    toggle(
      '/trust/context/summarise',
      'Shorten old results',
      'Results over their budget stand as a summary, which the agent can have in full again.',
    ),
    number(
      '/trust/context/keepLastResults',
      'results',
      'Never shortened',
      'The latest results, while the window has room.',
    ),
    budget('results', 'Results of this run', 'What its tools answered.'),
    budget('history', 'Conversation', 'What was said before and around the run.'),
    budget('state', 'Where the task stands', 'Restated at the end of every turn; cut to fit.'),
    budget('instructions', 'Instructions', 'Only reported when they take more.'),
    budget('tools', 'Tools', 'Their descriptions; only reported when they take more.'),
  ],
};

const knowledge: SettingSection = {
  id: 'knowledge',
  title: 'Knowledge',
  about: 'Articles the team wrote, which the agent looks up and cites.',
  fields: [
    toggle(
      '/trust/knowledge/enabled',
      'May look things up',
      'When off, a look-up tells the agent to say that it does not know.',
    ),
    number('/trust/knowledge/maxPassages', 'articles', 'Articles a search gives', 'At most, the likeliest first.'),
  ],
};

const watchers: SettingSection = {
  id: 'watchers',
  title: 'Text watchers',
  about: 'Count in every reply how often a pattern occurs, for the insights page. They hold nothing back.',
  fields: [
    {
      kind: 'watchers',
      pointer: '/trust/watchers',
      label: 'Watchers',
      hint: 'Each has a name and a regular expression (RE2), in capitals or not.',
    },
  ],
};

/** All that can be set for an agent, in the order people read it. */
const settingSections: readonly SettingSection[] = [
  agent,
  run,
  caps,
  frontDoor,
  answers,
  confidence,
  models,
  context,
  knowledge,
  watchers,
];

/** What can be set for an agent that runs elsewhere: it has no runs here that the rest could bind. */
const outsideSections: readonly SettingSection[] = [agent];

/** The sections an agent has. */
export function sectionsOf({ owner }: { owner?: string | undefined }): readonly SettingSection[] {
  return owner === undefined ? settingSections : outsideSections;
}
