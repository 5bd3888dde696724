import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { sql } from '@/lib/domain/sql';
import type { NoticeSettings } from '@/lib/domain/notice';
import type { Application } from '@/lib/services/application';
import { planNotices } from '@/lib/services/notices/plan-notices';
import { sendNotices } from '@/lib/services/notices/send-notices';
import { api } from '../../support/api';
import { atEnd } from '../../support/at-end';
import { startMailServer, type MailServer } from '../../support/mail-server';
import { createPerson, type TestPerson } from '../../support/people';
import { createProposal, createRun, type ProposalParts } from '../../support/records';
import { refuse, startSlack, take, type Slack } from '../../support/slack';
import { createTestApplication, SITE } from '../../support/test-application';

let app: Application;
let mail: MailServer;
let slack: Slack;
let ana: TestPerson;
let ravi: TestPerson;
let asker: TestPerson;

beforeAll(async () => {
  mail = await startMailServer();
  atEnd(() => mail.close());
  slack = await startSlack();
  app = await createTestApplication([], {
    DEMO: 'on',
    SMTP_URL: mail.url,
    SLACK_BOT_TOKEN: 'xoxb-1-test',
    SLACK_API_URL: slack.url,
  });
  ana = await createPerson(app, 'reviewer');
  ravi = await createPerson(app, 'reviewer');
  asker = await createPerson(app, 'user');
});

beforeEach(async () => {
  vi.stubEnv('SMTP_URL', mail.url);
  mail.received.length = slack.posted.length = 0;
  mail.verdict = () => null;
  slack.answer = take;
  await app.database.query(sql`delete from notice`);
  await app.database.query(sql`delete from notice_event`);
  for (const person of [ana, ravi, asker]) await choose(person, { needsYou: [], decided: null });
});

afterEach(() => vi.unstubAllEnvs());

const byMail: NoticeSettings = { needsYou: [{ channel: 'email', afterMinutes: 0 }], decided: 'email' };

async function choose(person: TestPerson, settings: NoticeSettings): Promise<void> {
  expect((await api('PUT', '/me/notices', { headers: person.token, body: settings })).status).toBe(200);
}

async function propose(parts: ProposalParts = {}): Promise<{ id: string; conversationId: string; viewHash: string }> {
  const { id: runId, conversationId } = await createRun(app, asker);
  return { ...(await createProposal(app, asker, { id: runId }, parts)), conversationId };
}

async function tell(): Promise<void> {
  await planNotices(app);
  await sendNotices(app);
}

/** Lets this many minutes go by for what is planned and what was sent. */
const wait = (minutes: number) =>
  app.database.query(sql`
    update notice set due_at = due_at - make_interval(mins => ${minutes}), sent_at = sent_at - make_interval(mins => ${minutes})`);

const reject = (person: TestPerson, { id, viewHash }: { id: string; viewHash: string }) =>
  api('POST', `/proposals/${id}/decisions`, {
    headers: person.token,
    body: { verdict: 'reject', version: 1, viewHash, reason: 'No.' },
  });

const statuses = async () =>
  (await app.database.query<{ status: string }>(sql`select status from notice order by created_at, id`)).map(
    ({ status }) => status,
  );

describe('an item that waits', () => {
  it('is told by mail to who may decide it: a link, and nothing of what it would do', async () => {
    await choose(ana, byMail);
    await choose(ravi, byMail);
    await choose(asker, byMail);
    const { id } = await propose({ title: 'Refund €42.00 to Acme GmbH', approvers: [ana.email] });
    await tell();
    expect(mail.received).toHaveLength(1);
    const [received] = mail.received;
    expect(received).toMatchObject({
      to: [ana.email],
      from: 'desk@example.com',
      secure: true,
      user: 'desk@example.com',
    });
    expect(received?.subject).toMatch(/^cancel_pending_order needs your decision until \d{4}-\d\d-\d\d \d\d:\d\d UTC$/);
    expect(received?.text).toContain(`${SITE}/inbox/${id}`);
    expect(received?.text).toContain('Opening a link decides nothing.');
    expect(received?.text).not.toMatch(/Acme|42\.00|W1|no longer needed/);
  });

  it('is told once, however often and by how many senders at once it is looked for', async () => {
    await choose(ana, byMail);
    await propose();
    await Promise.all([tell(), tell(), tell()]);
    await app.database.query(sql`update inbox_item set given_approvals = 1`);
    await Promise.all([tell(), tell()]);
    expect(mail.received).toHaveLength(1);
    expect(await statuses()).toEqual(['sent']);
  });

  it('is forgotten, once it was told, after three months', async () => {
    await choose(ana, byMail);
    await propose();
    await tell();
    await wait(89 * 24 * 60);
    await tell();
    expect(await statuses()).toEqual(['sent']);
    await wait(2 * 24 * 60);
    await tell();
    expect(await statuses()).toEqual([]);
    expect(mail.received).toHaveLength(1);
  });

  it('is told by the next channel only if it waits still', async () => {
    await choose(ana, {
      needsYou: [
        { channel: 'slack', afterMinutes: 0 },
        { channel: 'email', afterMinutes: 10 },
      ],
      decided: null,
    });
    const decided = await propose();
    const waiting = await propose();
    await tell();
    expect(slack.posted).toHaveLength(1);
    expect(mail.received).toHaveLength(0);
    expect((await reject(ana, decided)).status).toBe(200);
    await wait(10);
    await tell();
    expect(mail.received).toHaveLength(1);
    expect(mail.received[0]?.text).toContain(waiting.id);
    expect(mail.received[0]?.text).not.toContain(decided.id);
  });

  it('is not told to who lost the right to decide, was disabled, or chose otherwise meanwhile', async () => {
    const gone = await createPerson(app, 'reviewer');
    const demoted = await createPerson(app, 'reviewer');
    const later = { needsYou: [{ channel: 'email' as const, afterMinutes: 5 }], decided: null };
    for (const person of [gone, demoted, ana]) await choose(person, later);
    await propose();
    await tell();
    await app.database.query(sql`update app_user set disabled_at = now() where id = ${gone.userId}`);
    await app.database.query(sql`update app_user set role = 'user' where id = ${demoted.userId}`);
    await choose(ana, { needsYou: [], decided: null });
    await wait(5);
    await tell();
    expect(mail.received).toEqual([]);
    expect(new Set(await statuses())).toEqual(new Set(['dropped']));
  });

  it('is not told while everything is halted', async () => {
    await choose(ana, byMail);
    await propose();
    await app.database.query(sql`insert into halt (scope, name) values ('all', '')`);
    await tell();
    expect(mail.received).toEqual([]);
    await app.database.query(sql`delete from halt`);
    await tell();
    expect(mail.received).toHaveLength(1);
  });
});

describe('many items', () => {
  it('come as one message when they are due together', async () => {
    await choose(ana, byMail);
    const proposals = [];
    for (let count = 0; count < 30; count++) proposals.push(await propose());
    await tell();
    expect(mail.received).toHaveLength(1);
    const [received] = mail.received;
    expect(received?.subject).toBe('30 items need you');
    expect(received?.text.match(/\/inbox\/\S+/g)).toHaveLength(20);
    expect(received?.text).toContain(`And 10 more: ${SITE}/inbox`);
  });

  it('come as at most five messages in ten minutes, then as one', async () => {
    await choose(ana, byMail);
    for (let count = 0; count < 8; count++) {
      await propose();
      await tell();
    }
    expect(mail.received).toHaveLength(5);
    await wait(11);
    await tell();
    expect(mail.received).toHaveLength(6);
    expect(mail.received.at(-1)?.subject).toBe('3 items need you');
  });
});

describe('who asked', () => {
  beforeEach(() => choose(asker, byMail));

  it('hears of the decision when they left the chat', async () => {
    const proposal = await propose({ title: 'Refund €42.00' });
    await reject(ana, proposal);
    await tell();
    expect(mail.received).toEqual([]);
    await wait(1);
    await tell();
    expect(mail.received).toHaveLength(1);
    expect(mail.received[0]).toMatchObject({ to: [asker.email], subject: 'What you asked for was rejected' });
    expect(mail.received[0]?.text).toContain(`${SITE}/chat/${proposal.conversationId}`);
    expect(mail.received[0]?.text).not.toContain('42.00');
  });

  it('hears nothing when they saw it in the chat', async () => {
    const proposal = await propose();
    await reject(ana, proposal);
    await api('GET', `/conversations/${proposal.conversationId}`, { headers: asker.session });
    await tell();
    await wait(1);
    await tell();
    expect(mail.received).toEqual([]);
    expect(await statuses()).toEqual(['dropped']);
  });

  it('hears it though a reviewer or a program of theirs looked at the conversation', async () => {
    const proposal = await propose();
    await reject(ana, proposal);
    for (const headers of [ana.session, asker.token]) {
      await api('GET', `/conversations/${proposal.conversationId}`, { headers });
    }
    await tell();
    await wait(1);
    await tell();
    expect(mail.received).toHaveLength(1);
  });
});

describe('a message that does not get through', () => {
  it('is tried again when the mail server certainly did not take it', async () => {
    await choose(ana, byMail);
    await propose();
    mail.verdict = () => Object.assign(new Error('Try later'), { responseCode: 451 });
    await tell();
    expect(await statuses()).toEqual(['pending']);
    mail.verdict = () => null;
    await tell();
    expect(mail.received).toEqual([]);
    await wait(1);
    await tell();
    expect(mail.received).toHaveLength(1);
    expect(await statuses()).toEqual(['sent']);
  });

  it('is given up after six refusals', async () => {
    await choose(ana, byMail);
    await propose();
    mail.verdict = () => Object.assign(new Error('No such mailbox'), { responseCode: 550 });
    for (let attempt = 0; attempt < 8; attempt++) {
      await tell();
      await wait(60);
    }
    expect(await statuses()).toEqual(['dead']);
  });

  it('is not sent a second time when the process ended while sending it', async () => {
    await choose(ana, byMail);
    await propose();
    let answer = () => {};
    let sending = Promise.resolve();
    await new Promise<void>((arrived) => {
      mail.verdict = () => {
        arrived();
        return new Promise((resolve) => (answer = () => resolve(null)));
      };
      sending = tell();
    });
    expect(await statuses()).toEqual(['sending']);
    await tell();
    await wait(11);
    await tell();
    expect(await statuses()).toEqual(['unknown']);
    expect(mail.received).toEqual([]);
    // It only slept: what it learned is certain.
    answer();
    await sending;
    expect(await statuses()).toEqual(['sent']);
    expect(mail.received).toHaveLength(1);
  });
});

describe('Slack', () => {
  beforeEach(() => choose(ana, { needsYou: [{ channel: 'slack', afterMinutes: 0 }], decided: null }));

  it('gets a link for the person who has the address there', async () => {
    const { id } = await propose({ title: 'Refund €42.00' });
    await tell();
    expect(slack.posted).toHaveLength(1);
    expect(slack.posted[0]?.channel).toBe(`U_${ana.email}`);
    expect(slack.posted[0]?.text).toContain(`<${SITE}/inbox/${id}|cancel_pending_order needs your decision`);
    expect(slack.posted[0]?.text).not.toContain('42.00');
    expect(new Set(slack.authorizations)).toEqual(new Set(['Bearer xoxb-1-test']));
  });

  it.each([
    ['says that it takes no more', refuse('ratelimited', 429), 'pending'],
    ['refuses it', refuse('channel_not_found'), 'pending'],
    ['breaks in the middle', refuse('internal_error', 500), 'unknown'],
    ['answers what it never answers', (response: Parameters<typeof take>[0]) => response.end('<html>'), 'unknown'],
  ])('%s', async (_what, answer, status) => {
    slack.answer = answer;
    await propose();
    await tell();
    expect(slack.posted).toHaveLength(1);
    expect(await statuses()).toEqual([status]);
  });

  it('that nobody can reach is tried again', async () => {
    const { slack: configured } = app.config;
    app.config.slack = { botToken: 'xoxb-1-test', apiUrl: 'http://127.0.0.1:9/api' };
    await propose();
    await tell();
    app.config.slack = configured;
    expect(await statuses()).toEqual(['pending']);
    await wait(1);
    await tell();
    expect(slack.posted).toHaveLength(1);
  });
});

describe('without a channel', () => {
  it('nothing is kept of what happened', async () => {
    await propose();
    const { slack: configured, smtpUrl } = app.config;
    app.config.slack = app.config.smtpUrl = undefined;
    await tell();
    Object.assign(app.config, { slack: configured, smtpUrl });
    expect(await app.database.query(sql`select from notice_event`)).toEqual([]);
    expect(await statuses()).toEqual([]);
  });
});
