import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { toEvents, toMessage, type MessageContent, type ScriptedBlock } from './message-events';
import { blocksOf, messagesRequest, refusalOf, type MessagesRequest } from './message-rules';

/** One turn the scripted model takes: words, calls, or blocks in an order of their own. */
export interface ScriptedTurn {
  text?: string;
  /** `input` is sent as JSON; its id is made up, unique in the conversation, unless given. */
  toolUses?: { name: string; input: unknown; id?: string }[];
  /** Instead of `text` and `toolUses`. */
  blocks?: ScriptedBlock[];
  /** `tool_use` when there are calls, else `end_turn`. */
  stopReason?: string;
  usage?: { inputTokens: number; outputTokens: number };
  /** Breaks the connection after so many events. */
  cutAfterEvents?: number;
  delayPerDeltaMs?: number;
}

/** An answer without a turn: a status other than 200, its body (an error by default) and headers. */
export interface ScriptedFailure {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

export type ScriptedAnswer = ScriptedTurn | ScriptedFailure;

/** What to answer the request that came in as number `index`. Runs interleave, so decide by the request itself. */
export type ModelScript = (request: MessagesRequest, index: number) => ScriptedAnswer | Promise<ScriptedAnswer>;

/** How to answer the front door, whose requests the script is not asked about; it sends to the agent what this leaves open. */
type Classifier = (request: MessagesRequest) => ScriptedAnswer | undefined;

const UNDERSTOOD: ScriptedAnswer = { text: '{"intent":"other","confidence":1,"outOfScope":false}' };

export interface ScriptedModelServer {
  /** For ANTHROPIC_BASE_URL. */
  url: string;
  /** Every request the script was asked about, in order of arrival. */
  requests: MessagesRequest[];
  close(): Promise<void>;
}

/**
 * Serves the Messages API from a script, on a socket, so that the real client is what a test uses. A request the real
 * API would refuse (an unanswered tool_use, a result out of place) is answered 400 before the script sees it.
 */
export async function startScriptedModelServer(
  script: ModelScript,
  { port = 0, classify = () => undefined }: { port?: number; classify?: Classifier } = {},
): Promise<ScriptedModelServer> {
  const requests: MessagesRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    answer({ script, classify, requests }, incoming, outgoing).catch((error: unknown) => {
      if (outgoing.headersSent) outgoing.destroy();
      else sendFailure(outgoing, { status: 400, body: errorBody('invalid_request_error', String(error)) });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A script that plays the turns in order, one for each time the model is called since the user's last words. */
export function scriptedTurns(turns: readonly ScriptedAnswer[]): ModelScript {
  return ({ messages }) => {
    const lastWords = messages.findLastIndex(
      (one) => one.role === 'user' && !blocksOf(one).some(({ type }) => type === 'tool_result'),
    );
    const at = messages.slice(lastWords).filter(({ role }) => role === 'assistant').length;
    const turn = turns[at];
    if (!turn) throw new Error(`The script has ${turns.length} turns; turn ${at + 1} was asked for.`);
    return turn;
  };
}

/** A request of the front door's, as its first line says. */
function isClassification({ system, tools }: MessagesRequest): boolean {
  return tools === undefined && JSON.stringify(system ?? '').includes('Task: classify.');
}

interface Scripted {
  script: ModelScript;
  classify: Classifier;
  requests: MessagesRequest[];
}

async function answer(
  { script, classify, requests }: Scripted,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  if (incoming.method !== 'POST' || incoming.url?.split('?')[0] !== '/v1/messages') {
    return sendFailure(outgoing, { status: 404, body: errorBody('not_found_error', 'Not found') });
  }
  const request = messagesRequest.parse(JSON.parse(await readText(incoming)));
  const refusal = refusalOf(request);
  if (refusal) return sendFailure(outgoing, { status: 400, body: errorBody('invalid_request_error', refusal) });
  const aside = isClassification(request);
  const index = aside ? requests.length : requests.push(request) - 1;
  const scripted = await (aside ? (classify(request) ?? UNDERSTOOD) : script(request, index));
  if ('status' in scripted) return sendFailure(outgoing, scripted);
  const content = toContent(scripted, index);
  if (request.stream) return sendStream(outgoing, toEvents(`msg_${index}`, request, content), scripted);
  outgoing
    .setHeader('content-type', 'application/json')
    .end(JSON.stringify(toMessage(`msg_${index}`, request, content)));
}

function toContent(turn: ScriptedTurn, index: number): MessageContent {
  const uses = (turn.toolUses ?? []).map(({ name, input, id }, at): ScriptedBlock => {
    return { type: 'tool_use', id: id ?? `toolu_${index}_${at}`, name, inputText: JSON.stringify(input) };
  });
  const words: ScriptedBlock[] = turn.text === undefined ? [] : [{ type: 'text', text: turn.text }];
  const blocks = turn.blocks ?? [...words, ...uses];
  const stopReason = turn.stopReason ?? (blocks.some(({ type }) => type === 'tool_use') ? 'tool_use' : 'end_turn');
  return { blocks, stopReason, usage: turn.usage ?? { inputTokens: 100, outputTokens: 20 } };
}

async function sendStream(outgoing: ServerResponse, events: { type: string }[], turn: ScriptedTurn): Promise<void> {
  outgoing.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const event of events.slice(0, turn.cutAfterEvents)) {
    if (turn.delayPerDeltaMs && event.type === 'content_block_delta') await sleep(turn.delayPerDeltaMs);
    if (outgoing.destroyed) return;
    await new Promise((resolve) => outgoing.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`, resolve));
  }
  if (turn.cutAfterEvents === undefined) outgoing.end();
  else outgoing.destroy();
}

function sendFailure(outgoing: ServerResponse, { status, body, headers = {} }: ScriptedFailure): void {
  outgoing.writeHead(status, { 'content-type': 'application/json', ...headers });
  outgoing.end(JSON.stringify(body ?? errorBody('api_error', 'Scripted failure')));
}

function errorBody(type: string, message: string) {
  return { type: 'error', error: { type, message } };
}
