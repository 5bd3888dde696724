import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

interface KeyValue {
  key: string;
  value: { stringValue?: string; intValue?: number | string; doubleValue?: number; boolValue?: boolean };
}

/** A span as it stands in an export request of OTLP in JSON. */
export interface ReceivedSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: KeyValue[];
  events: { name: string; attributes: KeyValue[] }[];
  status: { code: number };
}

interface ReceivedMetric {
  name: string;
  unit: string;
  histogram?: { dataPoints: { count: number | string; sum: number; attributes: KeyValue[] }[] };
}

interface Traces {
  resourceSpans: { resource: { attributes: KeyValue[] }; scopeSpans: { spans: ReceivedSpan[] }[] }[];
}

interface Metrics {
  resourceMetrics: { scopeMetrics: { metrics: ReceivedMetric[] }[] }[];
}

/** A collector on this machine that takes OTLP over HTTP in JSON and keeps what came. */
export async function startTelemetryReceiver() {
  const received: { path: string; headers: Record<string, unknown>; body: string }[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ path: request.url ?? '', headers: request.headers, body });
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bodies = <Body>(path: string) =>
    received.filter((one) => one.path === path).map(({ body }) => JSON.parse(body) as Body);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    spans: (): ReceivedSpan[] =>
      bodies<Traces>('/v1/traces').flatMap(({ resourceSpans }) =>
        resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
      ),
    metrics: (): ReceivedMetric[] =>
      bodies<Metrics>('/v1/metrics').flatMap(({ resourceMetrics }) =>
        resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics)),
      ),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A span's or an amount's attributes by name. */
export function attributesOf({ attributes }: { attributes: KeyValue[] }): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0] as unknown]));
}
