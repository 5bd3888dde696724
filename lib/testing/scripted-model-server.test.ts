import { afterEach, describe, expect, it } from 'vitest';
import {
  scriptedTurns,
  startScriptedModelServer,
  type ModelScript,
  type ScriptedModelServer,
} from './scripted-model-server';

let server: ScriptedModelServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function ask(
  messages: unknown[],
  script: ModelScript,
  stream = false,
): Promise<{ status: number; body: string }> {
  server ??= await startScriptedModelServer(script);
  const body = JSON.stringify({ model: 'claude-sonnet-5-5', max_tokens: 10, stream, messages });
  const response = await fetch(`${server.url}/v1/messages`, { method: 'POST', body });
  return { status: response.status, body: await response.text() };
}

const user = (text: string) => ({ role: 'user', content: text });
const use = (id: string) => ({ role: 'assistant', content: [{ type: 'tool_use', id, name: 'look', input: {} }] });
const result = (id: string) => ({ role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: 'x' }] });
const script = scriptedTurns([{ toolUses: [{ name: 'look', input: { n: 1 } }] }, { text: 'Found it.' }]);

describe('startScriptedModelServer', () => {
  it('plays one turn for each call since the last words, whatever came before', async () => {
    const first = await ask([user('Find it')], script);
    expect(first).toMatchObject({ status: 200, body: expect.stringContaining('"input":{"n":1}') as string });
    expect((await ask([user('Find it'), use('a'), result('a')], script)).body).toContain('Found it.');
    const again = [user('Find it'), use('a'), result('a'), { role: 'assistant', content: 'Found it.' }, user('Again')];
    expect((await ask(again, script)).body).toContain('"stop_reason":"tool_use"');
    expect(server?.requests.map(({ messages }) => messages.length)).toEqual([1, 3, 5]);
  });

  it('says when the script has ended', async () => {
    const long = [user('Find it'), use('a'), result('a'), use('b'), result('b')];
    expect(await ask(long, script)).toMatchObject({ status: 400, body: expect.stringContaining('turn 3') as string });
  });

  it('streams named events in the order of the wire', async () => {
    const { body } = await ask([user('Hello')], () => ({ text: 'A text of more than sixteen characters' }), true);
    const names = [...body.matchAll(/^event: (.+)$/gm)].map(([, name]) => name);
    expect(names.slice(0, 3)).toEqual(['message_start', 'ping', 'content_block_start']);
    expect(names.filter((name) => name === 'content_block_delta')).toHaveLength(3);
    expect(names.slice(-3)).toEqual(['content_block_stop', 'message_delta', 'message_stop']);
  });

  it.each([
    ['a tool use without a result', [user('x'), use('a'), user('y')]],
    ['a result without its use', [user('x'), result('a')]],
    [
      'two results of one use',
      [user('x'), use('a'), { role: 'user', content: [...result('a').content, ...result('a').content] }],
    ],
    [
      'words before a result',
      [user('x'), use('a'), { role: 'user', content: [{ type: 'text', text: 'y' }, ...result('a').content] }],
    ],
    ['a beginning by the assistant', [{ role: 'assistant', content: 'x' }]],
    ['an empty text', [user(' ')]],
  ])('refuses %s like the real API, before the script sees it', async (_what, messages) => {
    expect(await ask(messages, script)).toMatchObject({ status: 400 });
    expect(server?.requests).toEqual([]);
  });
});
