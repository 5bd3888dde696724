import { z } from 'zod';
import type { Call, Method } from './call';
import {
  countRunsQuery,
  listRunsQuery,
  runAnswer,
  runCounts,
  runEventList,
  runEventsQuery,
  runPage,
  startRunBody,
} from './run';
import { runPrompt, runPromptQuery, runRecord, runTraceAnswer } from './run-trace';

const nothing = z.strictObject({}).optional();

/** The calls about runs. */
export const runCalls = {
  '/runs': {
    GET: { summary: 'Runs, newest first', role: 'user', query: listRunsQuery, answer: runPage },
    POST: {
      summary: 'Send a message, which starts a run',
      role: 'user',
      body: startRunBody,
      answer: runAnswer,
      status: 202,
      idempotent: true,
    },
  },
  '/runs/:id': {
    GET: { summary: 'A run with its steps and calls', role: 'user', answer: runAnswer },
  },
  '/runs/:id/events': {
    GET: {
      summary: 'The events of a run, as a stream or a list; 204 after the last',
      role: 'user',
      query: runEventsQuery,
      answer: runEventList,
      streams: 'text/event-stream',
    },
  },
  '/runs/:id/cancel': {
    POST: { summary: 'Cancel a run', role: 'user', body: nothing, answer: runAnswer, status: 202 },
  },
  '/run-counts': {
    GET: { summary: 'How many runs began when', role: 'user', query: countRunsQuery, answer: runCounts },
  },
  '/runs/:id/trace': {
    GET: { summary: 'A run for looking at, with what the gate made of it', role: 'user', answer: runTraceAnswer },
  },
  '/runs/:id/record': {
    GET: { summary: 'Everything that is kept of a run', role: 'user', answer: runRecord },
  },
  '/runs/:id/prompt': {
    GET: { summary: 'What a step sent to the model', role: 'reviewer', query: runPromptQuery, answer: runPrompt },
  },
} as const satisfies Record<string, Partial<Record<Method, Call>>>;
