import { describe, expect, it } from 'vitest';
import { findCallbackFault } from './callback-url';

const strict = { callbackAllow: [], demo: false };
const demo = { callbackAllow: [], demo: true };
const named = { callbackAllow: ['hooks.internal', '10.1.2.3:8080'], demo: false };

describe('a callback URL', () => {
  it.each([
    ...['ftp://example.com', 'http://example.com/', 'https://user:word@example.com/', 'not a url', 'https://10.0.0.1/'],
    ...['https://127.0.0.1/', 'https://2130706433/', 'https://0x7f.1/', 'https://[::1]/', 'https://[::ffff:10.0.0.1]/'],
    ...['https://169.254.169.254/latest', 'http://localhost:4000/', 'file:///etc/passwd', 'javascript:alert(1)'],
  ])('%s is refused', (url) => {
    expect(findCallbackFault(strict, url)).not.toBeNull();
  });

  it.each(['https://example.com/hook', 'https://8.8.8.8/hook', 'https://localhost.example.com/'])(
    '%s may be',
    (url) => {
      expect(findCallbackFault(strict, url)).toBeNull();
    },
  );

  it('may be this machine in the demo, and nothing else that is private', () => {
    expect(findCallbackFault(demo, 'http://127.0.0.1:4000/')).toBeNull();
    expect(findCallbackFault(demo, 'http://localhost:4000/')).toBeNull();
    expect(findCallbackFault(demo, 'http://10.0.0.1/')).not.toBeNull();
    expect(findCallbackFault(demo, 'http://localhost.example.com/')).not.toBeNull();
  });

  it('may be a host an operator named, on its port when one was named', () => {
    expect(findCallbackFault(named, 'http://hooks.internal:9/')).toBeNull();
    expect(findCallbackFault(named, 'http://HOOKS.internal/')).toBeNull();
    expect(findCallbackFault(named, 'http://10.1.2.3:8080/')).toBeNull();
    expect(findCallbackFault(named, 'https://10.1.2.3/')).not.toBeNull();
  });
});
