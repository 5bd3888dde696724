import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIResponse, Response } from '@playwright/test';
import { startApplication } from '../support/application';
import { pageTemplates } from '../support/page-tree';
import { expect, test } from './support/desk';

type Headers = { name: string; value: string }[];
const of = (headers: Headers, name: string) =>
  headers.filter((header) => header.name.toLowerCase() === name).map(({ value }) => value);

const everywhere = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
};

async function expectOrdinaryHeaders(answer: Response | APIResponse | null): Promise<Headers> {
  const headers = (await answer?.headersArray()) ?? [];
  for (const [name, value] of Object.entries(everywhere)) expect(of(headers, name), name).toEqual([value]);
  expect(of(headers, 'permissions-policy')).toHaveLength(1);
  expect(of(headers, 'x-powered-by')).toEqual([]);
  // Without TLS there is nothing to be strict about.
  expect(of(headers, 'strict-transport-security')).toEqual([]);
  return headers;
}

test('every page has one policy with a nonce of its own, obeys it, and is kept by no cache', async ({ desk }) => {
  desk.expectComplaint(/status of 404/);
  const page = await desk.open('ada');
  const stranger = await desk.visit();
  const nonces = new Set<string>();
  const paths = [...pageTemplates(), '/nowhere', '/api'].map((template) => template.replace(/\[\w+\]/g, 'missing'));
  for (const [visitor, path] of paths.flatMap((path) => [[page, path] as const, [stranger, path] as const])) {
    const answer = await visitor.goto(path);
    const headers = await expectOrdinaryHeaders(answer);
    const policies = of(headers, 'content-security-policy');
    expect(policies, path).toHaveLength(1);
    const [, nonce = ''] = /script-src 'nonce-([^']{22,})' 'strict-dynamic';/.exec(policies[0] ?? '') ?? [];
    expect(nonce, path).not.toBe('');
    expect(policies[0]).toContain("img-src 'self'; ");
    expect(policies[0]).toContain("frame-ancestors 'none'");
    nonces.add(nonce);
    expect(of(headers, 'cache-control').join(), path).toContain('no-store');
    // The script in its head has run.
    await expect(visitor.locator('html'), path).toHaveClass(/light|dark/);
  }
  expect(nonces.size).toBe(paths.length * 2);
});

test('a script without the nonce does not run, and nothing is fetched from elsewhere', async ({ desk }) => {
  desk.expectComplaint(/Content Security Policy/);
  desk.expectComplaint(/A request left the application/);
  const page = await desk.open('ravi');
  const ran = await page.evaluate(async () => {
    const violations: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective));
    const probe = document.createElement('div');
    probe.innerHTML = '<img src="https://evil.example/pixel.png" onerror="window.ranHandler = true">';
    document.body.append(probe);
    const frame = document.createElement('iframe');
    frame.src = 'https://evil.example/';
    document.body.append(frame);
    const style = document.createElement('style');
    style.textContent = 'body { display: none }';
    document.head.append(style);
    await fetch('https://evil.example/collect').catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 200));
    return { handler: 'ranHandler' in window, hidden: getComputedStyle(document.body).display, violations };
  });
  expect(ran.handler).toBe(false);
  expect(ran.hidden).not.toBe('none');
  expect(ran.violations).toEqual(
    expect.arrayContaining(['img-src', 'script-src-attr', 'frame-src', 'style-src-elem', 'connect-src']),
  );
});

test('what the API answers is no page and is kept by no cache', async ({ desk }) => {
  const page = await desk.open('ravi');
  for (const path of ['/api/v1/me', '/api/v1/inbox', '/api/v1/nowhere', '/api/v1/openapi.json', '/api/health']) {
    const headers = await expectOrdinaryHeaders(await page.request.get(path));
    expect(of(headers, 'content-security-policy')).toEqual(["default-src 'none'; frame-ancestors 'none'"]);
    expect(of(headers, 'cache-control')).toEqual(['no-store']);
  }
  const icon = await expectOrdinaryHeaders(await page.request.get('/icon.svg'));
  expect(of(icon, 'content-type')).toEqual(['image/svg+xml']);
});

test('behind TLS, browsers are told to stay there, and cookies belong to this host alone', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'countersign-tls-'));
  const site = 'https://approvals.example.com';
  const application = await startApplication({ dataDir, env: { NEXTAUTH_URL: site, WORKERS: 'none' } });
  try {
    const page = await fetch(application.url);
    expect(page.headers.get('strict-transport-security')).toBe('max-age=63072000');
    const asked = await fetch(`${application.url}/api/auth/csrf`);
    const { csrfToken } = (await asked.json()) as { csrfToken: string };
    const given = asked.headers.getSetCookie();
    const signedIn = await fetch(`${application.url}/api/auth/callback/demo`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        origin: site,
        'content-type': 'application/x-www-form-urlencoded',
        cookie: given.map((cookie) => cookie.split(';')[0]).join('; '),
      },
      body: new URLSearchParams({ csrfToken, role: 'reviewer' }),
    });
    const cookies = [...given, ...signedIn.headers.getSetCookie()];
    expect(cookies.some((cookie) => cookie.startsWith('__Host-countersign.session='))).toBe(true);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/^__Host-countersign\.(session|callback|csrf)=/);
      expect(cookie).toContain('; Path=/');
      expect(cookie).toMatch(/; HttpOnly; Secure; SameSite=Lax$/i);
      expect(cookie).not.toContain('Domain=');
    }
  } finally {
    await application.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
});
