import { uuidv7 } from 'uuidv7';
import type { ModelMessage, ModelPort } from '@/lib/domain/model';
import { Marks } from '../marks';
import { messageFor, type Work } from '../work';
import { askModel } from './bare-table';
import { APPROVALS_AT_ONCE, inParallel, type Contender } from './contender';
import type { LoadPeer } from './peers';

interface State {
  messages: ModelMessage[];
}

interface Graph {
  invoke(input: unknown, options: unknown): Promise<unknown>;
}

/** What is used of the two packages, which are not dependencies of ours. */
interface LangGraph {
  Annotation: ((definition: unknown) => unknown) & { Root(definition: unknown): unknown };
  StateGraph: new (state: unknown) => StateGraph;
  Command: new (input: unknown) => unknown;
  interrupt(value: unknown): unknown;
  START: string;
  END: string;
}

interface StateGraph {
  addNode(name: string, node: (state: State) => Promise<Partial<State>>): StateGraph;
  addEdge(from: string, to: string): StateGraph;
  addConditionalEdges(from: string, choose: (state: State) => string): StateGraph;
  compile(options: unknown): Graph;
}

interface Checkpointer {
  PostgresSaver: { fromConnString(url: string): { setup(): Promise<void>; end(): Promise<void> } };
}

/** LangGraph.js with its Postgres checkpointer, each checkpoint written before the next node runs. */
export async function startLangGraph(databaseUrl: string, model: ModelPort, load: LoadPeer): Promise<Contender> {
  const peer = (await load('@langchain/langgraph')) as LangGraph;
  const { PostgresSaver } = (await load('@langchain/langgraph-checkpoint-postgres')) as Checkpointer;
  const checkpointer = PostgresSaver.fromConnString(databaseUrl);
  await checkpointer.setup();
  const marks = new Marks();
  const graph = buildGraph(peer, model, marks).compile({ checkpointer });
  const options = (id: string) => ({ configurable: { thread_id: id }, durability: 'sync', recursionLimit: 100 });
  const begin = (id: string, work: Work) =>
    graph.invoke({ messages: [{ role: 'user', content: [{ type: 'text', text: messageFor(work) }] }] }, options(id));
  const resume = (id: string) => graph.invoke(new peer.Command({ resume: true }), options(id));
  return {
    name: 'LangGraph.js',
    async park() {
      const id = uuidv7();
      await begin(id, { write: id, tool: 'add_note' });
      return id;
    },
    async decide(id) {
      const from = performance.now();
      await resume(id);
      return (await marks.firstAfter(id, from)) - from;
    },
    approveAll: (ids) => inParallel(ids, APPROVALS_AT_ONCE, resume),
    async decideTwice(id) {
      const from = performance.now();
      await Promise.allSettled([resume(id), resume(id)]);
      return marks.countAfter(id, from);
    },
    runSteps: async (steps) => void (await begin(uuidv7(), { steps })),
    close: () => checkpointer.end(),
  };
}

function buildGraph(peer: LangGraph, model: ModelPort, marks: Marks): StateGraph {
  const { Annotation, StateGraph: Builder, START, END, interrupt } = peer;
  const messages = Annotation({
    reducer: (old: ModelMessage[], added: ModelMessage[]) => [...old, ...added],
    default: () => [],
  });
  const runTool = (state: State): Promise<Partial<State>> => {
    const use = lastUse(state);
    if (!use) return Promise.resolve({});
    const args = JSON.parse(use.inputText) as { index: number; id: string };
    let content = 'written';
    if (use.name === 'read_note')
      content = JSON.stringify({ index: args.index, body: `The body of note ${args.index}` });
    else if (interrupt({ tool: use.name, args }) === true) marks.enter(args.id);
    const result = { type: 'tool_result' as const, toolUseId: use.id, content, isError: false };
    return Promise.resolve({ messages: [{ role: 'user', content: [result] }] });
  };
  return new Builder(Annotation.Root({ messages }))
    .addNode('agent', async (state) => {
      const { blocks } = await askModel(model, state.messages);
      return { messages: [{ role: 'assistant', content: blocks }] };
    })
    .addNode('tools', (state) => runTool(state))
    .addEdge(START, 'agent')
    .addConditionalEdges('agent', (state) => (lastUse(state) ? 'tools' : END))
    .addEdge('tools', 'agent');
}

function lastUse({ messages }: State) {
  const last = messages.at(-1);
  return last?.role === 'assistant' ? last.content.find((block) => block.type === 'tool_use') : undefined;
}
