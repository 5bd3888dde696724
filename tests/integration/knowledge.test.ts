import { uuidv7 } from 'uuidv7';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { citationsOf, knowledgeAnswer, type Passage } from '@/lib/domain/knowledge';
import { sql } from '@/lib/domain/sql';
import { defaultTrust } from '@/lib/domain/trust';
import { checkCall } from '@/lib/gate/check-call';
import type { Application } from '@/lib/services/application';
import { getAgent } from '@/lib/services/agents/get-agent';
import { saveAgent } from '@/lib/services/agents/save-agent';
import { getArticle } from '@/lib/services/knowledge/get-article';
import { listArticleVersions } from '@/lib/services/knowledge/list-article-versions';
import { listArticles } from '@/lib/services/knowledge/list-articles';
import { listMisses } from '@/lib/services/knowledge/list-misses';
import { archiveArticle, createArticle, rollBackArticle, saveArticle } from '@/lib/services/knowledge/save-article';
import { startRun } from '@/lib/services/runs/start-run';
import { searchKnowledge } from '@/lib/tools/knowledge/search-knowledge';
import { settled, startTestEngine } from '../fixtures/engine';
import { createNotes, notesAgent } from '../fixtures/notes-agent';
import { inTurn, say, scriptedCatalog, use } from '../fixtures/scripted-catalog';
import { naughtyStrings } from '../support/naughty-strings';
import { createPerson, type TestPerson } from '../support/people';
import { createTestApplication } from '../support/test-application';

let app: Application;
let mia: TestPerson;
let ravi: TestPerson;
let ada: TestPerson;
let script: ReturnType<typeof inTurn>;

beforeAll(async () => {
  app = await createTestApplication([{ ...notesAgent, tools: [...notesAgent.tools, searchKnowledge] }]);
  await createNotes(app.database);
  mia = await createPerson(app, 'user');
  ravi = await createPerson(app, 'reviewer');
  ada = await createPerson(app, 'admin');
  startTestEngine(
    app,
    scriptedCatalog((request) => script(request)),
  );
});

beforeEach(() => app.database.query(sql`truncate knowledge_article, knowledge_version, knowledge_miss`));

const write = (title: string, body: string, rest: { tags?: string[]; agents?: string[]; slug?: string } = {}) =>
  createArticle(app, ada, { title, body, tags: [], agents: [], reason: 'A test', ...rest });

async function search(query: string, agent = 'notes'): Promise<Passage[]> {
  const answer = await app.database.transaction((transaction) =>
    searchKnowledge.execute(
      { query },
      {
        transaction,
        agent,
        requester: { userId: mia.userId, customerId: null },
        runId: null,
        idempotencyKey: uuidv7(),
        signal: new AbortController().signal,
        event: () => undefined,
      },
    ),
  );
  return knowledgeAnswer.parse(answer).passages;
}
const found = async (query: string, agent?: string) => (await search(query, agent)).map(({ article }) => article);
const missed = async () => (await listMisses(app)).items.map(({ query, count }) => [query, count]);

describe('a search', () => {
  it('puts what a title names above what a body mentions, and finds words in any form', async () => {
    await write('Shipping times', 'A parcel takes three days. Returned parcels take longer.');
    await write('Returns', 'Send it back within 30 days of delivery.');
    await write('Gift cards', 'They never expire. Refunds for returns may go to one.');
    expect(await found('return')).toEqual(['returns', 'gift-cards', 'shipping-times']);
    expect(await found('How long does shipping take?')).toEqual(['shipping-times']);
    expect(await found('"gift card" expiring')).toEqual(['gift-cards']);
    expect(await found('returns -refunds')).toEqual(['returns', 'shipping-times']);
  });

  it('takes more than half of the words, and finds nothing in less', async () => {
    await write('Price promise', 'If you find it cheaper elsewhere we match the price.');
    expect(await found('do you match prices of rival web shops')).toEqual([]);
    expect(await found('do you match prices')).toEqual(['price-promise']);
    expect(await found('unicorn price')).toEqual([]);
    expect(await found('who are you')).toEqual([]);
    await write('Who are you?', 'A small shop.', { slug: 'about' });
    expect(await found('who are you')).toEqual(['about']);
  });

  it('finds articles in other languages and by their tags', async () => {
    await write('Rückgabe', 'Innerhalb von 30 Tagen ohne Angabe von Gründen.', { tags: ['Widerruf'] });
    await write('返品について', '三十日以内に返品できます', { slug: 'henpin' });
    expect(await found('Rückgabe')).toEqual(['ruckgabe']);
    expect(await found('widerruf')).toEqual(['ruckgabe']);
    expect(await found('返品について')).toEqual(['henpin']);
  });

  it('gives the part of a long article that bears on the query', async () => {
    const filler = Array.from({ length: 60 }, (_, index) => `Paragraph ${index} speaks of nothing in particular.`);
    filler.splice(41, 0, '## Batteries', 'A swollen battery goes to the recycling yard at once.');
    await write('Everything', filler.join('\n\n'));
    const [passage] = await search('swollen battery');
    expect(passage?.passage).toMatch(/^… ## Batteries\n\nA swollen battery /);
    expect(passage?.passage.length).toBeLessThan(1600);
  });

  it('never gives what is archived or for other agents', async () => {
    await write('Returns', 'Within 30 days.');
    await write('Returns desk', 'For colleagues: room 12.', { agents: ['intern'] });
    expect(await found('returns')).toEqual(['returns']);
    expect(await found('returns', 'intern')).toEqual(['returns', 'returns-desk']);
    await archiveArticle(app, ada, 'returns', 1, { reason: 'Wrong' });
    expect(await found('returns')).toEqual([]);
    await expect(getArticle(app, mia, 'returns')).rejects.toMatchObject({ code: 'not_found' });
    expect(await getArticle(app, ravi, 'returns')).toMatchObject({ archived: true, reason: 'Wrong' });
    await expect(getArticle(app, mia, 'returns-desk')).rejects.toMatchObject({ code: 'not_found' });
    expect((await listArticles(app, { limit: 10, archived: 'false' })).items.map(({ slug }) => slug)).toEqual([
      'returns-desk',
    ]);
  });

  it.each([
    ...naughtyStrings,
    "it's \\ a 'trap\\'",
    '" unclosed',
    '- - -',
    'or or or',
    "a:* & b | !c <-> d ') --",
    'http://a.example/b?c=\\d',
    'x'.repeat(300),
  ])('stands hostile words (%#)', async (query) => {
    await write('Anything', 'Something else.');
    const context = {
      transaction: app.database.autocommit,
      agent: 'notes',
      runId: null,
      requester: { userId: 'x', customerId: null },
    };
    const checked = await checkCall(searchKnowledge, JSON.stringify({ query }), context);
    if (checked.ok) expect(Array.isArray(await search(query))).toBe(true);
    await expect(
      listArticles(app, { limit: 5, archived: 'false', search: query.replaceAll('\0', '') }),
    ).resolves.toBeDefined();
  });
});

describe('an article', () => {
  it('keeps every version, and only the first of two savers wins', async () => {
    await write('Terms', 'Within 30 days.');
    const body = { title: 'Terms', tags: [], agents: [], reason: 'Longer' };
    const saves = await Promise.allSettled([
      saveArticle(app, ada, 'terms', 1, { ...body, body: 'Within 60 days.' }),
      saveArticle(app, ada, 'terms', 1, { ...body, body: 'Within 90 days.' }),
    ]);
    const lost = saves.find((save) => save.status === 'rejected');
    expect(lost?.reason).toMatchObject({ code: 'stale_version', body: { article: { version: 2 } } });
    const rolled = await rollBackArticle(app, ada, 'terms', 2, { version: 1, reason: 'Was right' });
    expect(rolled).toMatchObject({ version: 3, body: 'Within 30 days.', reason: 'Was right' });
    const { items } = await listArticleVersions(app, 'terms', { limit: 10 });
    expect(items.map(({ version, before }) => [version, before?.body])).toEqual([
      [3, expect.stringMatching(/Within [69]0 days\./) as string],
      [2, 'Within 30 days.'],
      [1, undefined],
    ]);
    const entries = await app.database.query<{ entry: string }>(sql`
      select entry::json ->> 'action' as entry from audit_entry where entry::json #>> '{subject,article}' = 'terms'`);
    expect(entries.length).toBe(3);
  });

  it('comes back from the archive by a rollback', async () => {
    await write('Returns', 'Within 30 days.');
    await archiveArticle(app, ada, 'returns', 1, { reason: 'Wrong' });
    await rollBackArticle(app, ada, 'returns', 2, { version: 1, reason: 'It was not' });
    expect(await found('returns')).toEqual(['returns']);
    await expect(rollBackArticle(app, ada, 'returns', 3, { version: 9, reason: 'No' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('is made once, by admins', async () => {
    await write('Gift cards', 'They never expire.');
    await expect(write('Gift cards', 'They do.')).rejects.toMatchObject({ code: 'conflict' });
    await expect(write('返品', 'Any.')).rejects.toMatchObject({ code: 'invalid_fields' });
    await expect(
      createArticle(app, ravi, { title: 'Mine', body: 'x', tags: [], agents: [], reason: 'x' }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    expect(await getArticle(app, mia, 'gift-cards')).not.toHaveProperty('author');
  });
});

describe('a run', () => {
  const ask = async (query: string, reply: string) => {
    script = inTurn([use('search_knowledge', { query })], [say(reply)]);
    const { runId } = await startRun(app, mia, { agent: 'notes', message: 'A question.', route: 'auto' });
    return settled(app, mia, runId);
  };

  it('reads what an article says, and what nobody has answered is listed until somebody does', async () => {
    const asked = await ask('warranty period', 'I do not know that.');
    expect(asked.toolCalls[0]).toMatchObject({ status: 'succeeded', output: { passages: [] } });
    await ask('Warranty period?', 'I do not know that.');
    expect(await missed()).toEqual([['Warranty period?', 2]]);
    await write('Warranty', 'The warranty period is two years.');
    expect(await missed()).toEqual([]);
    const run = await ask('warranty period', 'Two years [kb:warranty].');
    expect(run.toolCalls[0]?.output).toEqual({
      passages: [{ article: 'warranty', version: 1, title: 'Warranty', passage: 'The warranty period is two years.' }],
    });
    expect(citationsOf(run.reply ?? '')).toEqual(['warranty']);
  });

  it('does not look where it is switched off', async () => {
    await write('Warranty', 'The warranty period is two years.');
    const { version, limits, enabled } = await getAgent(app, 'notes');
    const trust = { ...defaultTrust, knowledge: { enabled: false, maxPassages: 1 } };
    await saveAgent(app, ada, 'notes', version, { limits, enabled, trust });
    const run = await ask('warranty', 'I do not know that.');
    expect(run.toolCalls[0]).toMatchObject({
      status: 'failed',
      error: expect.stringMatching(/switched off/) as string,
    });
    expect(await missed()).toEqual([]);
  });
});
