import { describe, expect, it } from 'vitest';
import { ConfigurationError, readConfig } from './config';

function faultOf(variables: Record<string, string>): string {
  try {
    readConfig(variables);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
    return (error as Error).message;
  }
  throw new Error('The configuration was accepted.');
}

describe('readConfig', () => {
  it('works with nothing set', () => {
    const config = readConfig({});
    expect(config).toMatchObject({ port: 3000, host: '127.0.0.1', workers: 'inline', demo: true, modelPrices: {} });
    expect(config.nextAuthUrl).toBe('http://127.0.0.1:3000');
    expect(config.dataDir).toBe(`${process.cwd()}/.data`);
    expect(config.databaseUrl).toBeUndefined();
  });

  it('takes an empty variable for an absent one', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '', SMTP_URL: '' })).toEqual(readConfig({}));
  });

  it.each([
    ['PORT', '80a'],
    ['PORT', '0'],
    ['PORT', '65536'],
    ['HOST', 'a host'],
    ['DATABASE_URL', 'mysql://localhost/x'],
    ['DATABASE_URL', 'localhost:5432'],
    ['ANTHROPIC_BASE_URL', 'ftp://example.com'],
    ['NEXTAUTH_SECRET', 'short'],
    ['NEXTAUTH_URL', 'example.com'],
    ['WORKERS', 'two'],
    ['SMTP_URL', 'mail.example.com'],
    ['DEMO', 'yes'],
    ['SAMPLE', 'no'],
    ['MODEL_PRICES', '{not json'],
    ['MODEL_PRICES', '{"m":{"input":-1,"output":1}}'],
    ['MODEL_PRICES', '{"m":{"input":1,"output":1,"outptu":1}}'],
    ['OIDC_ISSUER', 'nowhere'],
  ])('names %s when it is %j, and gives an example that is itself accepted in kind', (name, value) => {
    const fault = faultOf({ [name]: value });
    expect(fault).toMatch(new RegExp(`^${name} .+\\. Example: ${name}=.+$`));
    expect(fault.split('\n')).toHaveLength(1);
  });

  it.each(['ANTHROPIC_BASE_URL', 'NEXTAUTH_URL', 'OIDC_ISSUER'])('wants no password in %s', (name) => {
    const fault = faultOf({ [name]: 'https://caller:planted-password@example.com' });
    expect(fault).toMatch(new RegExp(`^${name} holds a user name or password`));
    expect(fault).not.toContain('planted');
  });

  it('names every variable at fault at once', () => {
    expect(faultOf({ PORT: 'x', WORKERS: 'x' }).split('\n')).toHaveLength(2);
  });

  it('says which part of the prices is wrong', () => {
    expect(faultOf({ MODEL_PRICES: '{"big":{"input":1}}' })).toContain('at big.output');
  });

  it('wants the three OIDC variables together', () => {
    const fault = faultOf({ OIDC_ISSUER: 'https://login.example.com' });
    expect(fault).toContain('OIDC_CLIENT_ID');
    expect(fault).toContain('OIDC_CLIENT_SECRET');
  });

  it('is a demo by itself only with its own database and on a loopback address', () => {
    const outside = 'postgres://u:p@db/c';
    expect(readConfig({ HOST: '::1' }).demo).toBe(true);
    expect(readConfig({ HOST: '0.0.0.0' }).demo).toBe(false);
    expect(readConfig({ DATABASE_URL: outside }).demo).toBe(false);
    expect(readConfig({ DATABASE_URL: outside, DEMO: 'on' }).demo).toBe(true);
    expect(readConfig({ DEMO: 'off' }).demo).toBe(false);
    expect(readConfig({ SAMPLE: 'off' })).toMatchObject({ demo: false, sample: false });
    expect(faultOf({ SAMPLE: 'off', DEMO: 'on' })).toContain('DEMO is on, and SAMPLE is off');
  });

  it('makes a link a browser can open from any host', () => {
    expect(readConfig({ HOST: '0.0.0.0', PORT: '8080' }).nextAuthUrl).toBe('http://localhost:8080');
    expect(readConfig({ HOST: '::1' }).nextAuthUrl).toBe('http://[::1]:3000');
    expect(readConfig({ NEXTAUTH_URL: 'https://a.example.com' }).nextAuthUrl).toBe('https://a.example.com');
  });
});
