import { NextRequest } from 'next/server';
import { unstable_doesMiddlewareMatch as doesProxyMatch } from 'next/experimental/testing/server';
import { describe, expect, it } from 'vitest';
import { calls } from '@/lib/api/contract/calls';
import { config, proxy } from '@/proxy';
import { pageTemplates } from '../support/page-tree';

const SITE = 'http://127.0.0.1:3000';
const runsAt = (url: string) => doesProxyMatch({ config, url });

describe('the proxy file', () => {
  it('is never asked about the API, so nothing there can rest on it', () => {
    for (const path of Object.keys(calls)) expect(runsAt(`/api/v1${path}`), path).toBe(false);
    for (const path of ['/api/auth/session', '/api/setup', '/api/health']) expect(runsAt(path), path).toBe(false);
  });

  it('runs for every page, and lets each request through as it is, whoever sends it', () => {
    for (const path of [...pageTemplates(), '/nowhere']) {
      expect(runsAt(path), path).toBe(true);
      for (const method of ['GET', 'HEAD', 'POST', 'DELETE']) {
        for (const cookie of ['', 'countersign.session=nonsense']) {
          const answer = proxy(new NextRequest(new URL(path, SITE), { method, headers: { cookie } }));
          expect(answer.headers.get('x-middleware-next')).toBe('1');
          expect([answer.status, answer.body, answer.headers.get('location')]).toEqual([200, null, null]);
        }
      }
    }
  });

  it('puts its own nonce in the place of one that was sent', () => {
    const sent = { 'x-nonce': 'chosen', 'content-security-policy': "script-src 'nonce-chosen'" };
    const answer = proxy(new NextRequest(SITE, { headers: sent }));
    const policy = answer.headers.get('content-security-policy');
    expect(policy).not.toContain('chosen');
    expect(answer.headers.get('x-middleware-request-content-security-policy')).toBe(policy);
    expect(policy).toContain(`'nonce-${answer.headers.get('x-middleware-request-x-nonce')}'`);
  });
});
