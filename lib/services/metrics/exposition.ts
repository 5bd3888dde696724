/** Amounts of one name in the text format of Prometheus, version 0.0.4. */
export interface Family {
  name: string;
  help: string;
  type: 'counter' | 'gauge' | 'histogram';
  samples: Sample[];
}

interface Sample {
  labels: Record<string, string>;
  value: number;
  /** What a histogram puts behind its name. */
  suffix?: '_bucket' | '_sum' | '_count';
}

/** A histogram's samples from amounts that are counted in buckets by their upper ends; `bounds` rise. */
export function histogramSamples(
  labels: Record<string, string>,
  counted: readonly { upTo: number; count: number }[],
  sum: number,
  bounds: readonly number[],
): Sample[] {
  const within = (bound: number) => counted.reduce((all, { upTo, count }) => (upTo <= bound ? all + count : all), 0);
  const count = within(Infinity);
  return [
    ...bounds.map((bound) => ({
      labels: { ...labels, le: String(bound) },
      value: within(bound),
      suffix: '_bucket' as const,
    })),
    { labels: { ...labels, le: '+Inf' }, value: count, suffix: '_bucket' },
    { labels, value: sum, suffix: '_sum' },
    { labels, value: count, suffix: '_count' },
  ];
}

/** The families as text, each with its help and type before its samples. */
export function expose(families: readonly Family[]): string {
  return families
    .map(({ name, help, type, samples }) => {
      const lines = samples.map(({ labels, value, suffix = '' }) => `${name}${suffix}${labelText(labels)} ${value}`);
      return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines, ''].join('\n');
    })
    .join('');
}

function labelText(labels: Record<string, string>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

const escaped = (value: string) => value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
