import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { pagePolicy } from './page-policy';

const directives = (policy: string) =>
  new Map(policy.split('; ').map((part) => [part.slice(0, part.indexOf(' ')), part.slice(part.indexOf(' ') + 1)]));

describe('the policy of a page', () => {
  const policy = directives(pagePolicy('bm9uY2U=', false));

  it('runs scripts that carry the nonce and what they load, and no other', () => {
    expect(policy.get('script-src')).toBe("'nonce-bm9uY2U=' 'strict-dynamic'");
    expect(policy.get('default-src')).toBe("'none'");
  });

  it('lets nothing in from elsewhere, nothing out, and nobody frame it', () => {
    for (const own of ['img-src', 'font-src', 'connect-src', 'form-action']) expect(policy.get(own)).toBe("'self'");
    for (const none of ['frame-ancestors', 'base-uri', 'object-src']) expect(policy.get(none)).toBe("'none'");
    expect(policy.get('style-src')).not.toContain('unsafe');
  });

  it('knows the styles of the library for notices as it is installed', () => {
    const code = readFileSync(
      createRequire(import.meta.url)
        .resolve('sonner')
        .replace(/\.js$/, '.mjs'),
      'utf8',
    );
    const [, styles = '""'] = /__insertCSS\(("(?:[^"\\]|\\.)*")\)/.exec(code) ?? [];
    const digest = createHash('sha256')
      .update(JSON.parse(styles) as string)
      .digest('base64');
    expect(policy.get('style-src')).toContain(`'sha256-${digest}'`);
  });

  it('is looser in development alone', () => {
    expect(pagePolicy('bm9uY2U=', true)).toContain("'unsafe-eval'");
    expect([...policy.values()].join(' ')).not.toContain('unsafe-eval');
  });
});
