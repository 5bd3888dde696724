import { median, percentile } from './statistics';

/** One line of the table: a contender's figures for a measure. */
export interface Row {
  measure: string;
  contender: string;
  unit: string;
  median: number;
  p95: number;
  /** Values behind the figures. */
  count: number;
  /** Our figure and others', divided by the bare run table's, where there is one. */
  toBare?: number;
  toLangGraph?: number;
  /** What the bar asks and whether this run reached it. */
  bar?: string;
  reached?: boolean;
}

/** The row of values that were measured one by one. */
export function rowOf(measure: string, contender: string, unit: string, values: readonly number[]): Row {
  return { measure, contender, unit, median: median(values), p95: percentile(values, 0.95), count: values.length };
}

/** Adds each row's ratio to the medians of the bare table and of LangGraph in the same run. */
export function withRatios(rows: readonly Row[]): Row[] {
  const of = (contender: string) => rows.find((row) => row.contender === contender)?.median;
  const [bare, langGraph] = [of('bare table'), of('LangGraph.js')];
  return rows.map((row) => ({
    ...row,
    ...(bare === undefined ? {} : { toBare: row.median / bare }),
    ...(langGraph === undefined ? {} : { toLangGraph: row.median / langGraph }),
  }));
}

const HEADINGS = ['measure', 'contender', 'median', 'p95', 'n', '÷ bare', '÷ LangGraph', 'bar', 'reached'];

/** The table as aligned text that is also Markdown. */
export function tableOf(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.measure,
    row.contender,
    `${figure(row.median)} ${row.unit}`,
    figure(row.p95),
    String(row.count),
    ratio(row.toBare),
    ratio(row.toLangGraph),
    row.bar ?? '',
    row.reached === undefined ? '' : row.reached ? 'yes' : 'NO',
  ]);
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...cells.map((line) => line[column]?.length ?? 0)),
  );
  const lineOf = (line: readonly string[]) =>
    `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [lineOf(HEADINGS), lineOf(widths.map((width) => '-'.repeat(width))), ...cells.map(lineOf)].join('\n');
}

/** How many bars this run reached, and which it did not. */
export function barsOf(rows: readonly Row[]): string {
  const judged = rows.filter((row) => row.reached !== undefined);
  const missed = judged.filter((row) => !row.reached).map((row) => row.measure);
  const count = `${judged.length - missed.length} of ${judged.length} bars reached`;
  return missed.length === 0 ? `${count}.` : `${count}; not reached: ${missed.join('; ')}.`;
}

const figure = (value: number) => (value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2));
const ratio = (value: number | undefined) => (value === undefined ? '' : `${value.toFixed(2)}×`);
