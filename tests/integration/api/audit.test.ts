import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { auditLine } from '@/lib/api/contract/audit';
import { CHAIN_START, systemActor } from '@/lib/domain/audit';
import type { Application } from '@/lib/services/application';
import { appendAudit } from '@/lib/store/audit/append-audit';
import { notesAgent } from '../../fixtures/notes-agent';
import { api } from '../../support/api';
import { createPerson, type TestPerson } from '../../support/people';
import { createTestApplication } from '../../support/test-application';

const MANY = 1200;
let app: Application;
let ada: TestPerson;

beforeAll(async () => {
  app = await createTestApplication([notesAgent]);
  ada = await createPerson(app, 'admin');
  await app.database.transaction(async (transaction) => {
    for (let index = 0; index < MANY; index += 1) {
      const subject = { runId: `run-${index}` };
      await appendAudit(transaction, { action: 'run.retried', actor: systemActor('command'), subject });
    }
  });
});

const read = async (query = '') => {
  const response = await api('GET', `/audit${query}`, { headers: ada.token });
  const text = await response.text();
  const lines = text.split('\n').slice(0, -1);
  return { response, lines: lines.map((line) => auditLine.parse(JSON.parse(line))) };
};

describe('GET /api/v1/audit', () => {
  it('gives every entry in order, each line checkable by itself', async () => {
    const { response, lines } = await read();
    expect(response.headers.get('content-type')).toBe('application/jsonl; charset=utf-8');
    expect(lines.length).toBeGreaterThan(MANY);
    let before = CHAIN_START;
    for (const [index, { hash, ...entry }] of lines.entries()) {
      expect([entry.seq, entry.prev]).toEqual([index + 1, before]);
      const expected = createHash('sha256')
        .update(before)
        .update(canonicalize(entry) ?? '');
      expect(hash).toBe(expected.digest('hex'));
      before = hash;
    }
  });

  it('goes on after the last that was read, and is empty at the end', async () => {
    const { lines } = await read('?after=1000');
    expect(lines[0]?.seq).toBe(1001);
    expect((await read(`?after=${lines.at(-1)?.seq ?? 0}`)).lines).toEqual([]);
  });

  it('refuses a place that is none', async () => {
    expect((await api('GET', '/audit?after=first', { headers: ada.token })).status).toBe(422);
  });
});
