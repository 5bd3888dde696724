import type { Call, Method } from './call';
import {
  archiveArticleBody,
  articleAnswer,
  articlePage,
  articleVersionPage,
  createArticleBody,
  listArticlesQuery,
  listArticleVersionsQuery,
  missPage,
  rollBackArticleBody,
  saveArticleBody,
} from './knowledge';
import { listShortQuery } from './page';

/** The calls about articles of the knowledge base. */
export const knowledgeCalls = {
  '/knowledge': {
    GET: {
      summary: 'Articles of the knowledge base',
      role: 'reviewer',
      query: listArticlesQuery,
      answer: articlePage,
    },
    POST: { summary: 'Write an article', role: 'admin', body: createArticleBody, answer: articleAnswer, status: 201 },
  },
  '/knowledge/:slug': {
    GET: { summary: 'An article that agents may cite', role: 'user', answer: articleAnswer },
    PUT: {
      summary: 'Save its next version',
      role: 'admin',
      body: saveArticleBody,
      answer: articleAnswer,
      ifMatch: true,
    },
  },
  '/knowledge/:slug/archive': {
    POST: {
      summary: 'Take an article away from agents and readers',
      role: 'admin',
      body: archiveArticleBody,
      answer: articleAnswer,
      ifMatch: true,
    },
  },
  '/knowledge/:slug/versions': {
    GET: {
      summary: 'The versions of an article, newest first',
      role: 'reviewer',
      query: listArticleVersionsQuery,
      answer: articleVersionPage,
    },
  },
  '/knowledge/:slug/rollback': {
    POST: {
      summary: 'Make an earlier version the next one',
      role: 'admin',
      body: rollBackArticleBody,
      answer: articleAnswer,
      ifMatch: true,
    },
  },
  '/knowledge-misses': {
    GET: {
      summary: 'What agents looked for and no article answers',
      role: 'reviewer',
      query: listShortQuery,
      answer: missPage,
    },
  },
} as const satisfies Record<string, Partial<Record<Method, Call>>>;
