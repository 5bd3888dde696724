import { retailAgent } from '@/lib/agents/retail/agent';
import type { StoreDocuments } from '@/lib/agents/retail/store/load-store';
import { blocksOf } from '@/lib/testing/message-rules';
import { startTaskPlayer } from '../price/play-tasks';
import { priceOf, type WireCall } from '../price/provider';
import { readRecordedTasks, type RecordedTask } from '../price/recorded-tasks';
import { rowOf, type Row } from '../report';
import type { Stage } from '../stage';
import type { Measure } from './measure';

const CONTENDER = 'Countersign';
/** Small enough that the recorded conversations, which are short, are shortened at all. */
const TIGHT = {
  context: { budgets: { history: 1500, results: 1000, state: 300 }, keepLastResults: 1 },
};
const WHOLE = { context: { summarise: false } };
/** A cheaper model for turns that only phrase the answer. */
const ROUTED = { models: { actSimple: 'claude-haiku-5-5' } };
const LONG_RUN_STEPS = 40;

/**
 * What a recorded retail task costs, from what went over the wire and the provider's prices, against a plain loop: the
 * same conversation with the agent's instructions and tools, nothing cached, nothing shortened, one model. Every task
 * begins with a cold cache.
 */
export const price: Measure = {
  name: 'price',
  title: 'the price of a recorded retail task',
  run: async (stage) => {
    const recorded = readRecordedTasks();
    if (!recorded) {
      console.error('  the recorded tasks are not here; set CASES_DIR.');
      return [];
    }
    const { tasks, store } = recorded;
    const chosen = stage.quick ? tasks.filter((_, index) => index % 5 === 0) : tasks;
    const play = (settings: Settings) => playAll(stage, store, chosen, settings);
    const [whole, tight] = [await play(WHOLE), await play(TIGHT)];
    const [routed, all, unrouted] = [await play({ ...WHOLE, ...ROUTED }), await play(ROUTED), await play({})];
    return [
      ...priceRows({ whole, tight, routed, all, unrouted }),
      ...cacheRows(unrouted),
      ...(await longRunRows(stage, store)),
    ];
  },
};

type Settings = Parameters<typeof startTaskPlayer>[2];
/** The calls of each task, in order. */
type Played = WireCall[][];

async function playAll(
  stage: Stage,
  store: StoreDocuments,
  tasks: readonly RecordedTask[],
  settings: Settings,
): Promise<Played> {
  const player = await startTaskPlayer(stage, store, settings);
  const played: Played = [];
  try {
    for (const task of tasks) if (!stage.signal.aborted) played.push(await player.play(task));
  } finally {
    await player.close();
  }
  return played;
}

function priceRows({
  whole,
  tight,
  routed,
  all,
  unrouted,
}: Record<'whole' | 'tight' | 'routed' | 'all' | 'unrouted', Played>) {
  const plain = whole.map((calls) => priceOf(calls.map(asPlain), { caching: false }).dollars);
  const dollarsOf = (played: Played, caching: boolean) => played.map((calls) => priceOf(calls, { caching }).dollars);
  const share = (dollars: readonly number[]) => dollars.map((one, at) => one / (plain[at] ?? 1));
  const alone = (played: Played, caching: boolean) =>
    share(
      dollarsOf(
        played.map((calls) => calls.map(asPlain)),
        caching,
      ),
    );
  const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0);
  const ours = dollarsOf(all, true);
  const total = sum(ours) / sum(plain);
  const ratio = (what: string, values: readonly number[]) => rowOf(`… ÷ plain loop, ${what}`, CONTENDER, '×', values);
  const cents = (contender: string, dollars: readonly number[]) =>
    rowOf(
      'price of a τ retail task',
      contender,
      'cents',
      dollars.map((one) => 100 * one),
    );
  return [
    cents('plain loop', plain),
    cents(CONTENDER, ours),
    ratio('caching alone', alone(whole, true)),
    ratio('shortening alone (tight budgets)', alone(tight, false)),
    ratio('routing alone', alone(routed, false)),
    ratio('default settings, no routing', share(dollarsOf(unrouted, true))),
    ratio('all three', share(ours)),
    { ...ratio('all three, all tasks together', [total]), bar: '≤ 0.5 (aim 0.3)', reached: total <= 0.5 },
  ];
}

/**
 * The call as a plain loop would have made it: the agent's own words and tools and the conversation, with whatever makes
 * it cheaper. What is said and asked for other reasons (the task's state, confidence) is left out.
 */
function asPlain({ request, outputTokens }: WireCall): WireCall {
  const plain = new Map(retailAgent.tools.map(({ name, input }) => [name, input]));
  const tools = (request.tools ?? []).map((tool) => ({
    ...tool,
    input_schema: plain.get(tool.name) ?? tool.input_schema,
  }));
  const system = [{ type: 'text', text: retailAgent.instructions, cache_control: { type: 'ephemeral' } }];
  const messages = request.messages.map((message) => ({
    ...message,
    content: blocksOf(message).filter(({ text }) => !String(text ?? '').startsWith('[Task state, kept by')),
  }));
  return { request: { ...request, tools, system, messages }, outputTokens };
}

/** Of every call after a conversation's first, how much of the call before it came from the cache. */
function cacheRows(played: Played): Row[] {
  const shares = played.flatMap((calls) => {
    const priced = priceOf(calls, { caching: true }).calls;
    return priced.slice(1).map(({ read }, at) => Math.min(1, read / (priced[at]?.sent ?? 1)));
  });
  const hits = shares.filter((one) => one > 0).length / shares.length;
  return [
    rowOf('read from the cache, of the call before', CONTENDER, '', shares),
    { ...rowOf('calls after the first that hit the cache', CONTENDER, '', [hits]), bar: 'all', reached: hits === 1 },
  ];
}

/** Forty products looked at one after the other in one run: what each call sends, shortened and not. */
async function longRunRows(stage: Stage, store: StoreDocuments): Promise<Row[]> {
  const turns = Object.keys(store.products)
    .slice(0, LONG_RUN_STEPS)
    .map((id) => ({ toolUses: [{ name: 'get_product_details', input: { product_id: id } }] }));
  const task = { id: 'long', messages: [{ text: 'Please look at all products.', turns }] };
  const [whole = []] = await playAll(stage, store, [task], WHOLE);
  const [ours = []] = await playAll(stage, store, [task], {});
  const sizes = (calls: WireCall[]) => priceOf(calls, { caching: false }).calls.map(({ sent }) => sent);
  const [plain, shortened] = [sizes(whole.map(asPlain)), sizes(ours)];
  const at = (values: readonly number[], step: number) => values[step - 1] ?? 0;
  const growth = (at(shortened, LONG_RUN_STEPS) - at(shortened, 20)) / (at(shortened, 20) - at(shortened, 1));
  const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0);
  const dollars = [priceOf(whole.map(asPlain), { caching: false }), priceOf(ours, { caching: true })];
  return [
    ...[10, 20, 30, 40].flatMap((step) => [
      rowOf(`input of call ${step} of a ${LONG_RUN_STEPS}-step run`, 'plain loop', 'tokens', [at(plain, step)]),
      rowOf(`input of call ${step} of a ${LONG_RUN_STEPS}-step run`, CONTENDER, 'tokens', [at(shortened, step)]),
    ]),
    rowOf('its whole input ÷ plain loop', CONTENDER, '×', [sum(shortened) / sum(plain)]),
    rowOf('its price, ours cached, ÷ plain loop', CONTENDER, '×', [
      (dollars[1]?.dollars ?? 0) / (dollars[0]?.dollars ?? 1),
    ]),
    {
      ...rowOf('growth of its second 20 steps ÷ its first 20', CONTENDER, '×', [growth]),
      bar: '< 1 (sub-linear)',
      reached: growth < 1,
    },
  ];
}
