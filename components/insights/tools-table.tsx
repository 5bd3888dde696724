import Link from 'next/link';
import type { FiguresAnswer, ToolFigures } from '@/lib/api/contract/figures';
import { valueInWords } from './figure-words';
import { runsHref } from './period-words';

const columns: { name: string; about: string; valueOf: (tool: ToolFigures) => string }[] = [
  { name: 'Calls', about: 'Calls in runs that ended', valueOf: ({ calls }) => calls.toLocaleString() },
  { name: 'Errors', about: 'Failed, or refused by a check', valueOf: ({ errors, calls }) => share(errors, calls) },
  { name: 'Decisions', about: 'Answers of people', valueOf: ({ decisions }) => decisions.toLocaleString() },
  { name: 'Edited', about: 'Approved with edits', valueOf: ({ edited, decisions }) => share(edited, decisions) },
  { name: 'Rejected', about: 'Answered with no', valueOf: ({ rejected, decisions }) => share(rejected, decisions) },
  { name: 'Wait', about: 'Median time to a decision', valueOf: ({ waitP50 }) => valueInWords(waitP50, 'ms') },
  { name: 'Wait p90', about: 'Nine in ten came no later', valueOf: ({ waitP90 }) => valueInWords(waitP90, 'ms') },
  { name: 'Sent', about: 'Effects that were sent', valueOf: ({ executions }) => executions.toLocaleString() },
  {
    name: 'Unknown',
    about: 'Nobody knew whether they took place',
    valueOf: (tool) => tool.unknownOutcomes.toLocaleString(),
  },
];

/** A row for each tool, with what people decided on its calls. */
export function ToolsTable({ answer }: { answer: FiguresAnswer }) {
  return (
    <div
      role="region"
      aria-label="Figures by tool"
      tabIndex={0}
      className="overflow-x-auto rounded-md ring-1 ring-line"
    >
      <table className="w-full text-small">
        <thead>
          <tr className="border-b text-left text-meta text-quiet">
            <th scope="col" className="px-3 py-2 font-medium">
              Tool
            </th>
            {columns.map(({ name, about }) => (
              <th key={name} scope="col" title={about} className="px-3 py-2 text-right font-medium whitespace-nowrap">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y">
          {answer.tools.map((tool) => (
            <tr key={tool.tool}>
              <th scope="row" className="px-3 py-2 text-left font-mono text-meta font-normal">
                <Link
                  href={runsHref(answer.since, answer.until, { agent: answer.agent, tool: tool.tool })}
                  prefetch={false}
                  className="rounded text-accent underline"
                >
                  {tool.tool}
                </Link>
              </th>
              {columns.map(({ name, valueOf }) => (
                <td key={name} className="px-3 py-2 text-right whitespace-nowrap tabular-nums">
                  {valueOf(tool)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function share(part: number, whole: number): string {
  return whole === 0 ? '–' : `${part.toLocaleString()} (${valueInWords(part / whole, 'share')})`;
}
