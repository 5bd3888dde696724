import { expect, it } from 'vitest';
import { ModelAborted, ModelError, type ModelPort, type ModelRequest, type ModelTurn } from '@/lib/domain/model';
import { callWithRetry, type RetryOptions } from './retry';

const request: ModelRequest = { model: 'm', system: '', tools: [], messages: [], maxTokens: 10 };
const turn: ModelTurn = {
  model: 'm',
  blocks: [],
  stopReason: 'end_turn',
  usage: { inputTokens: 1, outputTokens: 1, cacheReadTokens: 0, cacheWriteTokens: 0 },
  costUsd: 1,
  latencyMs: 1,
};
const unavailable = new ModelError('unavailable', 'overloaded', undefined, 0.25);

/** A model that plays its answers, and a clock that only writes down the waits. */
function play(answers: (ModelTurn | Error)[], changes: Partial<RetryOptions> = {}) {
  const waits: number[] = [];
  const heard: string[] = [];
  const model: ModelPort = {
    estimateCostUsd: () => 0,
    call: async (_request, onText) => {
      onText('so');
      const answer = answers.shift();
      if (answer === undefined) throw new Error('asked once too often');
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  const result = callWithRetry(model, request, {
    onText: (text) => heard.push(text),
    onRestart: () => heard.push('restart'),
    signal: new AbortController().signal,
    sleep: async (milliseconds) => {
      waits.push(milliseconds);
    },
    random: () => 0.5,
    ...changes,
  });
  return { result, waits, heard };
}

it('tries unavailable and malformed again with growing waits, takes text back, adds up what was paid', async () => {
  const { result, waits, heard } = play([unavailable, new ModelError('malformed', 'cut', undefined, 0.5), turn]);
  expect(await result).toMatchObject({ costUsd: 1.75 });
  expect(waits).toEqual([500, 1000]);
  expect(heard).toEqual(['so', 'restart', 'so', 'restart', 'so']);
});

it('gives up after four attempts with the last error and the whole cost', async () => {
  const { result, waits } = play([unavailable, unavailable, unavailable, unavailable, turn]);
  await expect(result).rejects.toMatchObject({ kind: 'unavailable', costUsd: 1 });
  expect(waits).toEqual([500, 1000, 2000]);
});

it('spreads the waits', async () => {
  expect((await waitsOf(() => 0)).waits).toEqual([375, 750, 1500]);
  expect((await waitsOf(() => 0.999)).waits.map(Math.floor)).toEqual([624, 1249, 2499]);
});

async function waitsOf(random: () => number) {
  const played = play([unavailable, unavailable, unavailable, turn], { random });
  await played.result;
  return played;
}

it('does not try a rejected request again', async () => {
  const { result, waits, heard } = play([new ModelError('rejected', 'bad key'), turn]);
  await expect(result).rejects.toMatchObject({ kind: 'rejected' });
  expect(waits).toEqual([]);
  expect(heard).toEqual(['so']);
});

it('waits as long as it is asked to, but not longer than is of use', async () => {
  const asked = play([new ModelError('unavailable', 'busy', 7), turn]);
  await asked.result;
  expect(asked.waits).toEqual([7000]);
  const tooLong = play([new ModelError('unavailable', 'busy', 600), turn]);
  await expect(tooLong.result).rejects.toMatchObject({ retryAfterSeconds: 600 });
});

const hanging: ModelPort = {
  estimateCostUsd: () => 0,
  call: (_request, _onText, signal) =>
    new Promise((_resolve, reject) => {
      const abort = () => reject(new DOMException('aborted', 'AbortError'));
      if (signal.aborted) abort();
      signal.addEventListener('abort', abort);
    }),
};
const quiet = { onText: () => undefined, onRestart: () => undefined };

it('is aborted by its signal, in an attempt and in a wait', async () => {
  const controller = new AbortController();
  const sleep = () => Promise.reject(new DOMException('aborted', 'AbortError'));
  const inCall = callWithRetry(hanging, request, { ...quiet, signal: controller.signal, sleep });
  controller.abort();
  await expect(inCall).rejects.toMatchObject({ name: 'AbortError' });
  await expect(play([unavailable, turn], { sleep }).result).rejects.toMatchObject({ name: 'AbortError' });
});

it('lets other errors through as they are', async () => {
  const fault = new Error('a defect');
  await expect(play([fault, turn]).result).rejects.toBe(fault);
});

it('gives a call that did not fit more room, once and at once', async () => {
  const cut = new ModelError('cut_off', 'The model left a call unfinished.', undefined, 0.5);
  const rooms: number[] = [];
  const narrow = (fits: number): ModelPort => ({
    estimateCostUsd: () => 0,
    call: async ({ maxTokens }) => {
      rooms.push(maxTokens);
      if (maxTokens < fits) throw cut;
      return turn;
    },
  });
  const options = {
    ...quiet,
    signal: new AbortController().signal,
    sleep: () => Promise.reject(new Error('It waited.')),
  };
  expect(await callWithRetry(narrow(40), request, options)).toMatchObject({ costUsd: 1.5 });
  await expect(callWithRetry(narrow(50), request, options)).rejects.toMatchObject({ kind: 'cut_off', costUsd: 1 });
  expect(rooms).toEqual([10, 40, 10, 40]);
});

it('tells of every attempt that failed or was aborted, with what it cost', async () => {
  const told: number[] = [];
  const aborted = new ModelAborted(0.125);
  const played = play([unavailable, aborted, turn], { onFailure: ({ costUsd }) => told.push(costUsd) });
  await expect(played.result).rejects.toBe(aborted);
  expect(told).toEqual([0.25, 0.125]);
});
