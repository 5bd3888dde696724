import type { Call, Method } from './call';
import { decidersAnswer } from './decider';
import { budgetAnswer, costsAnswer, costsQuery, saveBudgetBody } from './cost';
import { groupPage, groupList, groupMemberBody, saveGroupBody } from './group';
import {
  changeRoleBody,
  invitationList,
  invitationPage,
  inviteAnswer,
  inviteBody,
  listPeopleQuery,
  peoplePage,
  personAnswer,
} from './people';
import { listShortQuery } from './page';

/** Calls about people, groups and money: what an admin sets up. */
export const settingsCalls = {
  '/budget': {
    GET: { summary: 'The hard caps of the organisation', role: 'reviewer', answer: budgetAnswer },
    PUT: { summary: 'Set them', role: 'admin', body: saveBudgetBody, answer: budgetAnswer, ifMatch: true },
  },
  '/costs': {
    GET: {
      summary: 'What was spent by day, agent, model and tool, with a forecast',
      role: 'reviewer',
      query: costsQuery,
      answer: costsAnswer,
    },
  },
  '/people': {
    GET: { summary: 'Users by e-mail address', role: 'admin', query: listPeopleQuery, answer: peoplePage },
  },
  '/people/:id/role': {
    POST: {
      summary: 'Give a user another role, which ends their sessions',
      role: 'admin',
      body: changeRoleBody,
      answer: personAnswer,
    },
  },
  '/people/:id/disable': {
    POST: {
      summary: 'End a user’s sessions and tokens, and let nobody in as them',
      role: 'admin',
      answer: personAnswer,
    },
  },
  '/people/:id/enable': {
    POST: { summary: 'Let a disabled user sign in again', role: 'admin', answer: personAnswer },
  },
  '/people/:id/unlink': {
    POST: {
      summary: 'Forget whom the identity provider means by a user, which ends their sessions',
      role: 'admin',
      answer: personAnswer,
    },
  },
  '/invitations': {
    GET: { summary: 'Invitations that still work', role: 'admin', query: listShortQuery, answer: invitationPage },
    POST: {
      summary: 'Invite an address; the link is shown once',
      role: 'admin',
      body: inviteBody,
      answer: inviteAnswer,
      status: 201,
    },
  },
  '/invitations/:id/revoke': {
    POST: { summary: 'Take an invitation back', role: 'admin', answer: invitationList },
  },
  '/groups': {
    GET: {
      summary: 'Groups that rules can name, with their members',
      role: 'admin',
      query: listShortQuery,
      answer: groupPage,
    },
    POST: {
      summary: 'Make a group, or say what it is to the identity provider',
      role: 'admin',
      body: saveGroupBody,
      answer: groupList,
    },
  },
  '/groups/:name': {
    DELETE: { summary: 'Delete a group that nothing names', role: 'admin', answer: groupList },
  },
  '/groups/:name/members': {
    POST: { summary: 'Put a person in or out', role: 'admin', body: groupMemberBody, answer: groupList },
  },
  '/deciders': {
    GET: { summary: 'Who can decide what, by tool and rule', role: 'reviewer', answer: decidersAnswer },
  },
} as const satisfies Record<string, Partial<Record<Method, Call>>>;
