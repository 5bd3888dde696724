import type * as Api from '@opentelemetry/api';
import type { MeterProvider, SpanContext, Tracer } from '@opentelemetry/api';
import type { TelemetryConfig } from '@/lib/config';
import { inputTokensOf, modelAttributes, spansOf, traceIdOf, type SpanFacts } from './genai-spans';
import type { ModelCallFacts, RunFacts } from '@/lib/domain/run-facts';

/** Sends runs that ended to a collector. */
export interface TelemetryExporter {
  /** Hands over the spans and amounts of these runs, and waits until they were sent or given up. */
  export(runs: readonly RunFacts[]): Promise<void>;
  stop(): Promise<void>;
}

interface Surroundings {
  /** Takes the deployment's secrets out of a text, wherever they were quoted. */
  hide(text: string): string;
  /** Hears of what could not be sent. */
  warn(message: string): void;
}

const TOKEN_BOUNDS = [
  1, 4, 16, 64, 256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864,
];
const SECOND_BOUNDS = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];
const SCOPE = 'countersign';

/**
 * Opens the way to a collector by OTLP over HTTP in JSON. The libraries are loaded here and nowhere else, so a deployment
 * without a collector never loads them.
 */
export async function openTelemetry(
  { endpoint, headers, serviceName }: TelemetryConfig,
  { hide, warn }: Surroundings,
): Promise<TelemetryExporter> {
  const [api, traces, metrics, resources, traceExport, metricExport] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace-base'),
    import('@opentelemetry/sdk-metrics'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/exporter-metrics-otlp-http'),
  ]);
  warnBy(api, warn);
  const resource = resources.resourceFromAttributes({ 'service.name': serviceName });
  const next = { traceId: '', spanId: '' };
  const tracing = new traces.BasicTracerProvider({
    resource,
    idGenerator: { generateTraceId: () => next.traceId, generateSpanId: () => next.spanId },
    spanProcessors: [
      new traces.BatchSpanProcessor(new traceExport.OTLPTraceExporter({ url: `${endpoint}/v1/traces`, headers }), {
        maxQueueSize: 50_000,
      }),
    ],
  });
  const reader = new metrics.PeriodicExportingMetricReader({
    exporter: new metricExport.OTLPMetricExporter({ url: `${endpoint}/v1/metrics`, headers }),
  });
  const metering = new metrics.MeterProvider({ resource, readers: [reader] });
  const record = recorderOf(metering);
  const tracer = tracing.getTracer(SCOPE);

  const send = spanSender(api, tracer, next, hide);
  return {
    async export(runs) {
      for (const run of runs) {
        next.traceId = traceIdOf(run.id);
        const [root, ...children] = spansOf(run);
        const parent = root && send(root, undefined);
        for (const child of children) send(child, parent);
        run.modelCalls.forEach(record);
      }
      await tracing.forceFlush();
    },
    async stop() {
      await Promise.all([tracing.shutdown(), metering.shutdown()]);
    },
  };
}

function warnBy(api: typeof Api, warn: Surroundings['warn']): void {
  const quiet = () => undefined;
  const logger = { error: warn, warn, info: quiet, debug: quiet, verbose: quiet };
  api.diag.setLogger(logger, { logLevel: api.DiagLogLevel.WARN, suppressOverrideMessage: true });
}

type Send = (facts: SpanFacts, parent: SpanContext | undefined) => SpanContext;

function spanSender(api: typeof Api, tracer: Tracer, next: { spanId: string }, hide: Surroundings['hide']): Send {
  return (facts, parent) => {
    next.spanId = facts.spanId;
    const attributes = hidden(facts.attributes, hide);
    const context = parent ? api.trace.setSpanContext(api.ROOT_CONTEXT, parent) : api.ROOT_CONTEXT;
    const kind = facts.kind === 'client' ? api.SpanKind.CLIENT : api.SpanKind.INTERNAL;
    const span = tracer.startSpan(facts.name, { kind, startTime: facts.startedAt, attributes }, context);
    for (const event of facts.events) span.addEvent(event.name, event.attributes, event.at);
    if (facts.failed) span.setStatus({ code: api.SpanStatusCode.ERROR });
    span.end(facts.endedAt);
    return span.spanContext();
  };
}

function recorderOf(metering: MeterProvider): (call: ModelCallFacts) => void {
  const meter = metering.getMeter(SCOPE);
  const tokens = meter.createHistogram('gen_ai.client.token.usage', {
    unit: '{token}',
    description: 'Number of input and output tokens used.',
    advice: { explicitBucketBoundaries: TOKEN_BOUNDS },
  });
  const seconds = meter.createHistogram('gen_ai.client.operation.duration', {
    unit: 's',
    description: 'GenAI operation duration.',
    advice: { explicitBucketBoundaries: SECOND_BOUNDS },
  });
  return (call) => {
    const attributes = modelAttributes(call);
    tokens.record(inputTokensOf(call), { ...attributes, 'gen_ai.token.type': 'input' });
    tokens.record(call.outputTokens, { ...attributes, 'gen_ai.token.type': 'output' });
    seconds.record(call.latencyMs / 1000, attributes);
  };
}

function hidden(attributes: SpanFacts['attributes'], hide: (text: string) => string): SpanFacts['attributes'] {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, typeof value === 'string' ? hide(value) : value]),
  );
}
