import type { CostsAnswer } from '@/lib/api/contract/cost';
import { CostTable } from './cost-table';
import { dollars } from './dollars';

const KINDS: Record<CostsAnswer['parts'][number]['kind'], string> = {
  act: 'Act',
  classify: 'Classify',
  summarise: 'Summarise',
  check: 'Check',
  tool: 'Tool',
};
const count = (number: number) => number.toLocaleString('en');

/** This month's costs, by agent. */
export function AgentCosts({ agents }: Pick<CostsAnswer, 'agents'>) {
  return (
    <section aria-labelledby="by-agent" className="flex flex-col">
      <h2 id="by-agent" className="font-semibold">
        This month by agent
      </h2>
      {agents.length === 0 && <p className="text-small text-quiet">Nothing was spent this month.</p>}
      {agents.length > 0 && (
        <CostTable
          label="Costs by agent"
          head={['Agent', 'Today', 'Daily cap', 'This month']}
          rows={agents.map(({ agent, todayUsd, monthUsd, dailyCapUsd }) => [
            agent,
            dollars(todayUsd),
            dailyCapUsd === null ? 'none' : dollars(dailyCapUsd),
            dollars(monthUsd),
          ])}
          words={1}
        />
      )}
    </section>
  );
}

/** This month's costs, by what they were for. */
export function PartCosts({ parts }: Pick<CostsAnswer, 'parts'>) {
  if (parts.length === 0) return null;
  return (
    <section aria-labelledby="by-part" className="flex flex-col">
      <h2 id="by-part" className="font-semibold">
        This month by model and tool
      </h2>
      <CostTable
        label="Costs by model and tool"
        head={['For', 'Model or tool', 'Calls', 'Tokens in', 'From cache', 'Tokens out', 'Cost']}
        rows={parts.map((part) => [
          KINDS[part.kind],
          part.name,
          count(part.calls),
          count(part.inputTokens + part.cacheReadTokens + part.cacheWriteTokens),
          count(part.cacheReadTokens),
          count(part.outputTokens),
          dollars(part.usd),
        ])}
        words={2}
      />
    </section>
  );
}
