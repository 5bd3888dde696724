import type { TelemetryConfig } from '@/lib/config';
import { readRunFacts, readRunTexts } from '@/lib/store/telemetry/read-run-facts';
import { withoutSecrets } from '@/lib/domain/redact';
import { openTelemetry, type TelemetryExporter } from '@/lib/telemetry/exporter';
import type { RunFacts } from '@/lib/domain/run-facts';
import type { Application } from '../application';
import { log } from '../log';

const RUNS_AT_ONCE = 200;
const MOST_WAITING = 10_000;

/** Sends runs that ended to the collector, where there is one. */
export interface RunSender {
  /** Resolves when these were sent or given up; nobody has to wait for it. */
  send(runIds: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

/**
 * The way of this process to the collector; it does nothing where none is configured. What could not be sent is logged and
 * not sent again: telemetry is a view of what the database keeps.
 */
export function createRunSender(app: Application): RunSender {
  const { telemetry } = app.config;
  return telemetry ? senderTo(app, telemetry) : { send: async () => {}, stop: async () => {} };
}

function senderTo({ config, database }: Application, telemetry: TelemetryConfig): RunSender {
  const waiting: string[] = [];
  let sending: Promise<void> | undefined;
  let exporter: Promise<TelemetryExporter> | undefined;
  const secrets = [
    config.anthropicApiKey,
    config.nextAuthSecret,
    config.oidc?.clientSecret,
    config.slack?.botToken,
    config.metricsToken,
    ...Object.values(telemetry.headers),
  ];
  const hide = (text: string) => withoutSecrets(text, secrets);
  return {
    send: (runIds) => {
      if (waiting.length + runIds.length <= MOST_WAITING) waiting.push(...runIds);
      else log.warn({ runs: runIds.length }, 'Telemetry was dropped, because the collector is too slow');
      sending ??= sendWaiting().finally(() => (sending = undefined));
      return sending;
    },
    stop: async () => (await exporter)?.stop(),
  };

  async function sendWaiting(): Promise<void> {
    while (waiting.length > 0) {
      const runIds = waiting.splice(0, RUNS_AT_ONCE);
      try {
        exporter ??= openTelemetry(telemetry, {
          hide,
          warn: (message) => log.warn({ telemetry: hide(message) }, 'Telemetry'),
        });
        await (await exporter).export(await readFacts(database, runIds, telemetry.content));
      } catch (error) {
        log.error({ err: error }, 'Telemetry could not be sent');
      }
    }
  }
}

async function readFacts(
  database: Application['database'],
  runIds: readonly string[],
  content: boolean,
): Promise<RunFacts[]> {
  const { runs, modelCalls, toolCalls } = await readRunFacts(database, runIds);
  const { steps, calls } = content ? await readRunTexts(database, runIds) : { steps: [], calls: [] };
  const stepTexts = new Map(steps.map((step) => [`${step.runId}:${step.step}`, step]));
  const callTexts = new Map(calls.map((call) => [call.id, call]));
  return runs.map((run) => ({
    ...run,
    modelCalls: modelCalls
      .filter(({ runId }) => runId === run.id)
      .map((call) => {
        const texts = stepTexts.get(`${run.id}:${call.step ?? ''}`);
        return texts ? { ...call, prompt: texts.prompt, blocks: texts.blocks } : call;
      }),
    toolCalls: toolCalls
      .filter(({ runId }) => runId === run.id)
      .map(({ decisions, ...call }) => {
        const texts = callTexts.get(call.id);
        return {
          ...call,
          decisions: decisions.map(({ verdict, at }) => ({ verdict, at: new Date(at) })),
          ...(texts ? { args: texts.args, ...(texts.output === null ? {} : { output: texts.output }) } : {}),
        };
      }),
  }));
}
