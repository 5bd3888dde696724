import { z } from 'zod';
import { noticeSettings } from '@/lib/domain/notice';
import { agentAnswer, agentVersionPage, listAgentVersionsQuery, saveAgentBody } from './agent';
import { auditLine, auditQuery } from './audit';
import type { Call, Method } from './call';
import { conversationAnswer, conversationPage, listConversationsQuery } from './conversation';
import { decisionBody } from './decision';
import { resolveEscalationAnswer, resolveEscalationBody } from './escalation';
import { reconcileBody } from './execution';
import { figuresAnswer, figuresQuery } from './figures';
import { haltAnswer, haltBody } from './halt';
import { inboxCounts, inboxItemAnswer, inboxPage, listInboxQuery, lookAnswer, lookBody, snoozeBody } from './inbox';
import { knowledgeCalls } from './knowledge-calls';
import { listMailQuery, mailPage } from './mail';
import { noticesAnswer } from './notice';
import { listShortQuery } from './page';
import { outcomeBody, outsideAgentPage, proposeBody, registerAgentAnswer, registerAgentBody } from './outside-agent';
import { listToolsQuery, policyView, savePolicyBody, toolPage } from './policy';
import {
  backtestAnswer,
  backtestBody,
  listPolicyVersionsQuery,
  policyVersionPage,
  rollbackBody,
} from './policy-history';
import {
  bulkDecisionAnswer,
  bulkDecisionBody,
  decisionAnswer,
  previewAnswer,
  previewBody,
  proposalAnswer,
} from './proposal';
import { listReviewingQuery, reviewingPage } from './reviewing';
import { runAnswer } from './run';
import { runCalls } from './run-calls';
import { ruleSuggestion, taughtRuleList, taughtRulePage, teachRuleBody } from './taught-rule';
import { settingsCalls } from './settings-calls';
import { listTokensQuery, makeTokenAnswer, makeTokenBody, tokenList, tokenPage } from './token';
import { meAnswer } from './user';

const nothing = z.strictObject({}).optional();
const openApiDocument = z.looseObject({ openapi: z.string() });

/** Every call below `/api/v1`, by path and method: what the routes obey, the OpenAPI document says and tests walk. */
export const calls = {
  '/openapi.json': {
    GET: { summary: 'This document', role: null, answer: openApiDocument },
  },
  '/me': {
    GET: { summary: 'Who is signed in', role: 'user', answer: meAnswer },
  },
  '/me/notices': {
    GET: { summary: 'How one is told of what waits and what was decided', role: 'user', answer: noticesAnswer },
    PUT: { summary: 'Set it', role: 'user', body: noticeSettings, answer: noticesAnswer },
  },
  ...runCalls,
  '/conversations': {
    GET: {
      summary: 'Conversations, latest change first',
      role: 'user',
      query: listConversationsQuery,
      answer: conversationPage,
    },
  },
  '/conversations/:id': {
    GET: { summary: 'A conversation with its messages and runs', role: 'user', answer: conversationAnswer },
  },
  '/inbox': {
    GET: { summary: 'What waits for people, by deadline', role: 'reviewer', query: listInboxQuery, answer: inboxPage },
  },
  '/inbox-counts': {
    GET: { summary: 'How many items each view of the inbox has', role: 'reviewer', answer: inboxCounts },
  },
  '/inbox/:id': {
    GET: { summary: 'One item of the inbox as it stands', role: 'reviewer', answer: inboxItemAnswer },
  },
  '/inbox/:id/snooze': {
    POST: {
      summary: 'Put an item off for oneself; its deadline stays',
      role: 'reviewer',
      body: snoozeBody,
      answer: inboxItemAnswer,
    },
  },
  '/inbox/:id/wake': {
    POST: { summary: 'Take an item back that one put off', role: 'reviewer', answer: inboxItemAnswer },
  },
  '/inbox/:id/look': {
    POST: {
      summary: 'Say that one has an item open; answers who else has',
      role: 'reviewer',
      body: lookBody,
      answer: lookAnswer,
    },
  },
  '/proposals': {
    POST: {
      summary: 'Propose a call of an outside agent; its verdict says whether it must wait',
      role: 'user',
      outside: 'only',
      body: proposeBody,
      answer: proposalAnswer,
      status: 201,
      idempotent: true,
    },
  },
  '/proposals/:id': {
    GET: { summary: 'A proposal as it stands', role: 'user', outside: 'too', answer: proposalAnswer },
  },
  '/proposals/:id/outcome': {
    POST: {
      summary: 'Report what came of an approved call of an outside agent, once',
      role: 'user',
      outside: 'only',
      body: outcomeBody,
      answer: proposalAnswer,
    },
  },
  '/proposals/:id/decisions': {
    POST: {
      summary: 'Approve, edit, reject or respond',
      role: 'reviewer',
      body: decisionBody,
      answer: decisionAnswer,
      idempotent: true,
    },
  },
  '/proposals/:id/preview': {
    POST: { summary: 'What an edit would do', role: 'reviewer', body: previewBody, answer: previewAnswer },
  },
  '/proposals/:id/revoke': {
    POST: { summary: 'Take an approval back before it is sent', role: 'reviewer', answer: proposalAnswer },
  },
  '/bulk-decisions': {
    POST: {
      summary: 'Approve or reject several proposals of one reversible tool, each by itself',
      role: 'reviewer',
      body: bulkDecisionBody,
      answer: bulkDecisionAnswer,
      idempotent: true,
    },
  },
  '/escalations/:id/resolve': {
    POST: {
      summary: 'Answer in the thread, resume with guidance, or close',
      role: 'reviewer',
      body: resolveEscalationBody,
      answer: resolveEscalationAnswer,
    },
  },
  '/executions/:id/revert': {
    POST: {
      summary: 'Undo an effect while its undo window lasts',
      role: 'reviewer',
      body: nothing,
      answer: proposalAnswer,
      status: 202,
      idempotent: true,
    },
  },
  '/executions/:id/reconcile': {
    POST: {
      summary: 'Say whether an effect with an unknown outcome took place',
      role: 'reviewer',
      body: reconcileBody,
      answer: proposalAnswer,
    },
  },
  '/dead-letters/:id/retry': {
    POST: { summary: 'Let a parked run go on from its failed step', role: 'admin', answer: runAnswer },
  },
  '/tools': {
    GET: { summary: 'Every tool and its class', role: 'reviewer', query: listToolsQuery, answer: toolPage },
  },
  '/tools/:name/policy': {
    GET: { summary: 'The policy in force', role: 'reviewer', answer: policyView },
    PUT: { summary: 'Save a new version', role: 'admin', body: savePolicyBody, answer: policyView, ifMatch: true },
  },
  '/tools/:name/policy/versions': {
    GET: {
      summary: 'The versions of a policy, newest first',
      role: 'reviewer',
      query: listPolicyVersionsQuery,
      answer: policyVersionPage,
    },
  },
  '/tools/:name/policy/rollback': {
    POST: {
      summary: 'Make an earlier version the next one',
      role: 'admin',
      body: rollbackBody,
      answer: policyView,
      ifMatch: true,
    },
  },
  '/tools/:name/policy/backtest': {
    POST: {
      summary: 'What rules nobody saved yet would have said of recorded calls',
      role: 'admin',
      body: backtestBody,
      answer: backtestAnswer,
    },
  },
  '/proposals/:id/rule': {
    GET: { summary: 'A narrow rule for calls like this one', role: 'admin', answer: ruleSuggestion },
    POST: {
      summary: 'Let calls like this one run by themselves for some days',
      role: 'admin',
      body: teachRuleBody,
      answer: policyView,
      ifMatch: true,
    },
  },
  '/taught-rules': {
    GET: { summary: 'The taught rules in force', role: 'reviewer', query: listShortQuery, answer: taughtRulePage },
  },
  '/taught-rules/:id': {
    DELETE: { summary: 'Revoke a taught rule', role: 'admin', answer: taughtRuleList },
  },
  '/agents': {
    GET: { summary: 'The outside agents by name', role: 'reviewer', query: listShortQuery, answer: outsideAgentPage },
    POST: {
      summary: 'Register an outside agent, or a new version of it; the token is shown once',
      role: 'admin',
      body: registerAgentBody,
      maxKeys: 20_000,
      answer: registerAgentAnswer,
      status: 201,
    },
  },
  '/agents/:name/revoke': {
    POST: { summary: 'End the token of an outside agent', role: 'admin', answer: agentAnswer },
  },
  '/agents/:name': {
    GET: { summary: 'An agent and its limits', role: 'reviewer', answer: agentAnswer },
    PUT: { summary: 'Save its settings', role: 'admin', body: saveAgentBody, answer: agentAnswer, ifMatch: true },
  },
  '/agents/:name/versions': {
    GET: {
      summary: 'The saved versions of its settings, newest first',
      role: 'reviewer',
      query: listAgentVersionsQuery,
      answer: agentVersionPage,
    },
  },
  ...settingsCalls,
  '/reviewing': {
    GET: {
      summary: 'How people review, by reviewer and tool: all of them for admins, oneself for others',
      role: 'reviewer',
      query: listReviewingQuery,
      answer: reviewingPage,
    },
  },
  '/metrics/summary': {
    GET: {
      summary: 'The figures with their targets, as a whole, over time and by tool',
      role: 'reviewer',
      query: figuresQuery,
      answer: figuresAnswer,
    },
  },
  '/tokens': {
    GET: {
      summary: 'API tokens: one’s own, or as an admin another person’s',
      role: 'user',
      query: listTokensQuery,
      answer: tokenPage,
    },
    POST: {
      summary: 'Make an API token of one’s own; it is shown once',
      role: 'user',
      body: makeTokenBody,
      answer: makeTokenAnswer,
      status: 201,
    },
  },
  '/tokens/:id/revoke': {
    POST: { summary: 'End an API token', role: 'user', answer: tokenList },
  },
  ...knowledgeCalls,
  '/audit': {
    GET: {
      summary: 'The audit log by sequence number, as JSON lines',
      role: 'admin',
      query: auditQuery,
      answer: auditLine,
      streams: 'application/jsonl',
    },
  },
  '/mail': {
    GET: { summary: 'Mail the demo caught', role: 'reviewer', query: listMailQuery, answer: mailPage },
  },
  '/halt': {
    GET: { summary: 'What the kill switch holds', role: 'user', answer: haltAnswer },
    POST: { summary: 'Halt everything, an agent or a tool', role: 'admin', body: haltBody, answer: haltAnswer },
  },
  '/resume': {
    POST: { summary: 'Let it go on', role: 'admin', body: haltBody, answer: haltAnswer },
  },
} as const satisfies Record<string, Partial<Record<Method, Call>>>;

export type Path = keyof typeof calls;
