import { resolve } from 'node:path';
import { z } from 'zod';

/** Dollars per million tokens. */
const modelPrice = z.strictObject({
  input: z.number().nonnegative(),
  output: z.number().nonnegative(),
  cacheRead: z.number().nonnegative().optional(),
  cacheWrite: z.number().nonnegative().optional(),
});
export type ModelPrice = z.infer<typeof modelPrice>;

const jsonText = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'is not JSON' });
    return z.NEVER;
  }
});
const url = (protocol: RegExp) => z.url({ protocol, error: 'is not a URL of that kind' });
/** An address that is shown in errors and links, so it may hold no password. */
const openUrl = url(/^https?$/).refine((given) => {
  const { username, password } = URL.canParse(given) ? new URL(given) : { username: '', password: '' };
  return username === '' && password === '';
}, 'holds a user name or password, which would be shown; leave them out');
const text = z.string().optional();

const environment = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'is not a port number')
    .transform(Number)
    .pipe(z.number().min(1, 'must be at least 1').max(65535, 'must be at most 65535'))
    .default(3000),
  HOST: z
    .string()
    .regex(/^[\w.:%-]+$/, 'is not a host name or address')
    .default('127.0.0.1'),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: url(/^postgres(ql)?$/).optional(),
  ANTHROPIC_API_KEY: text,
  ANTHROPIC_BASE_URL: openUrl.optional(),
  MODEL_CLASSIFY: z.string().default('claude-haiku-5-5'),
  MODEL_ACT: z.string().default('claude-sonnet-5-5'),
  MODEL_PLAN: z.string().default('claude-opus-5-5'),
  MODEL_SUMMARISE: z.string().default('claude-haiku-5-5'),
  MODEL_CHECK: z.string().default('claude-haiku-5-5'),
  MODEL_PRICES: jsonText.pipe(z.record(z.string(), modelPrice)).default({}),
  NEXTAUTH_SECRET: z.string().min(32, 'is shorter than 32 characters').optional(),
  NEXTAUTH_URL: openUrl.optional(),
  OIDC_ISSUER: openUrl.optional(),
  OIDC_CLIENT_ID: text,
  OIDC_CLIENT_SECRET: text,
  WORKERS: z.enum(['inline', 'none'], 'is neither inline nor none').default('inline'),
  SMTP_URL: url(/^smtps?$/).optional(),
  METRICS_TOKEN: z.string().min(16, 'is shorter than 16 characters').optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: openUrl.optional(),
  OTEL_EXPORTER_OTLP_HEADERS: text,
  OTEL_SERVICE_NAME: z.string().default('countersign'),
  OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: z
    .enum(['true', 'false'], 'is neither true nor false')
    .default('false'),
  SLACK_BOT_TOKEN: z
    .string()
    .regex(/^xox[a-z]-[\w-]+$/, 'is not a token of a Slack bot')
    .optional(),
  SLACK_API_URL: openUrl.default('https://slack.com/api'),
  CALLBACK_ALLOW: z
    .string()
    .transform((list) => list.split(',').flatMap((host) => host.trim().toLowerCase() || []))
    .pipe(z.array(z.string().regex(/^(\[[\da-f:.]+\]|[\w.-]+)(:\d{1,5})?$/, 'is not a list of hosts')))
    .default([]),
  DEMO: z.enum(['auto', 'on', 'off'], 'is none of auto, on, off').default('auto'),
  SAMPLE: z.enum(['on', 'off'], 'is neither on nor off').default('on'),
});
type Environment = z.infer<typeof environment>;

const examples: Record<keyof Environment, string> = {
  PORT: '3000',
  HOST: '127.0.0.1',
  DATA_DIR: '.data',
  DATABASE_URL: 'postgres://user:password@db.internal:5432/countersign',
  ANTHROPIC_API_KEY: 'sk-ant-…',
  ANTHROPIC_BASE_URL: 'https://api.anthropic.com',
  MODEL_CLASSIFY: 'claude-haiku-5-5',
  MODEL_ACT: 'claude-sonnet-5-5',
  MODEL_PLAN: 'claude-opus-5-5',
  MODEL_SUMMARISE: 'claude-haiku-5-5',
  MODEL_CHECK: 'claude-haiku-5-5',
  MODEL_PRICES: '{"my-model":{"input":3,"output":15}}',
  NEXTAUTH_SECRET: 'the output of: openssl rand -base64 32',
  NEXTAUTH_URL: 'https://approvals.example.com',
  OIDC_ISSUER: 'https://login.example.com',
  OIDC_CLIENT_ID: 'countersign',
  OIDC_CLIENT_SECRET: 'the secret your identity provider shows',
  WORKERS: 'inline',
  SMTP_URL: 'smtp://user:password@mail.example.com:587',
  METRICS_TOKEN: 'the output of: openssl rand -hex 24',
  OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.internal:4318',
  OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20key',
  OTEL_SERVICE_NAME: 'countersign',
  OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'false',
  SLACK_BOT_TOKEN: 'xoxb-…',
  SLACK_API_URL: 'https://slack.com/api',
  CALLBACK_ALLOW: 'hooks.internal,10.1.2.3:8080',
  DEMO: 'auto',
  SAMPLE: 'on',
};

export interface TelemetryConfig {
  endpoint: string;
  headers: Record<string, string>;
  serviceName: string;
  /** Whether prompts, answers, arguments and outputs go along. */
  content: boolean;
}

/** What the environment says, parsed. `databaseUrl` is absent when the database is ours to start in `dataDir`. */
export interface Config {
  port: number;
  host: string;
  dataDir: string;
  databaseUrl: string | undefined;
  anthropicApiKey: string | undefined;
  anthropicBaseUrl: string | undefined;
  models: Record<'classify' | 'act' | 'plan' | 'summarise' | 'check', string>;
  modelPrices: Record<string, ModelPrice>;
  nextAuthSecret: string | undefined;
  nextAuthUrl: string;
  oidc: { issuer: string; clientId: string; clientSecret: string } | undefined;
  workers: 'inline' | 'none';
  smtpUrl: string | undefined;
  slack: { botToken: string; apiUrl: string } | undefined;
  /** What a scraper of the metrics shows; without it only admins read them. */
  metricsToken: string | undefined;
  /** Where spans and metrics go by OTLP over HTTP; undefined for nowhere. */
  telemetry: TelemetryConfig | undefined;
  /** Hosts outside agents may be called back at though they are private or speak plain http, with or without a port. */
  callbackAllow: string[];
  demo: boolean;
  /** Whether the store's support agent is one of this deployment's agents. */
  sample: boolean;
}

/** One line a variable: its name, what was wrong, an example. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError';
}

/** Parses the environment. Throws a `ConfigurationError` that names every variable at fault. */
export function readConfig(variables: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environment.safeParse(given);
  if (!parsed.success) throw new ConfigurationError(describe(parsed.error.issues));
  const env = parsed.data;
  return {
    port: env.PORT,
    host: env.HOST,
    dataDir: resolve(env.DATA_DIR),
    databaseUrl: env.DATABASE_URL,
    anthropicApiKey: env.ANTHROPIC_API_KEY,
    anthropicBaseUrl: env.ANTHROPIC_BASE_URL,
    models: {
      classify: env.MODEL_CLASSIFY,
      act: env.MODEL_ACT,
      plan: env.MODEL_PLAN,
      summarise: env.MODEL_SUMMARISE,
      check: env.MODEL_CHECK,
    },
    modelPrices: env.MODEL_PRICES,
    nextAuthSecret: env.NEXTAUTH_SECRET,
    nextAuthUrl: env.NEXTAUTH_URL ?? `http://${urlHost(env.HOST)}:${env.PORT}`,
    oidc: readOidc(env),
    workers: env.WORKERS,
    smtpUrl: env.SMTP_URL,
    slack: env.SLACK_BOT_TOKEN === undefined ? undefined : { botToken: env.SLACK_BOT_TOKEN, apiUrl: env.SLACK_API_URL },
    metricsToken: env.METRICS_TOKEN,
    telemetry: readTelemetry(env),
    callbackAllow: env.CALLBACK_ALLOW,
    demo: isDemo(env),
    sample: env.SAMPLE === 'on',
  };
}

/** The demo is people and orders of the sample's store, so there is none without the sample. */
function isDemo({ DEMO, SAMPLE, DATABASE_URL, HOST }: Environment): boolean {
  if (DEMO === 'on' && SAMPLE === 'off') throw new ConfigurationError(line('DEMO', 'is on, and SAMPLE is off'));
  if (DEMO === 'auto') return SAMPLE === 'on' && DATABASE_URL === undefined && isLoopback(HOST);
  return DEMO === 'on';
}

/** The standard's own variables; headers are `name=value`, percent-encoded, with commas. */
function readTelemetry(env: Environment): TelemetryConfig | undefined {
  if (env.OTEL_EXPORTER_OTLP_ENDPOINT === undefined) return undefined;
  const pairs = (env.OTEL_EXPORTER_OTLP_HEADERS ?? '').split(',').filter((pair) => pair.includes('='));
  const headers = pairs.map((pair) => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at).trim(), decodeURIComponent(pair.slice(at + 1).trim())];
  });
  return {
    endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT.replace(/\/+$/, ''),
    headers: Object.fromEntries(headers) as Record<string, string>,
    serviceName: env.OTEL_SERVICE_NAME,
    content: env.OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT === 'true',
  };
}

function readOidc(env: Environment): Config['oidc'] {
  const names = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;
  const absent = names.filter((name) => env[name] === undefined);
  if (absent.length === names.length) return undefined;
  if (env.OIDC_ISSUER === undefined || env.OIDC_CLIENT_ID === undefined || env.OIDC_CLIENT_SECRET === undefined) {
    throw new ConfigurationError(
      absent.map((name) => line(name, 'is missing: the three OIDC_ go together')).join('\n'),
    );
  }
  return { issuer: env.OIDC_ISSUER, clientId: env.OIDC_CLIENT_ID, clientSecret: env.OIDC_CLIENT_SECRET };
}

function describe(issues: z.core.$ZodIssue[]): string {
  return issues
    .map(({ path: [name, ...inside], message }) => {
      return line(String(name) as keyof Environment, inside.length ? `at ${inside.join('.')}: ${message}` : message);
    })
    .join('\n');
}

function line(name: keyof Environment, fault: string): string {
  return `${name} ${fault}. Example: ${name}=${examples[name]}`;
}

/** True for the addresses only this machine can reach. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** A host as it stands in a link: an address that means "every interface" is reached by the loopback one. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
