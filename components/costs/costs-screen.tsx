'use client';

import { SettingsHeading } from '@/components/people/settings-heading';
import { ErrorNotice } from '@/components/shell/error-notice';
import { Skeleton } from '@/components/ui/skeleton';
import { useBudget, useCosts } from '@/lib/api/client/use-costs';
import { BudgetForm } from './budget-form';
import { AgentCosts, PartCosts } from './cost-tables';
import { DayChart } from './day-chart';
import { PeriodCard } from './period-card';

const DAYS = 30;

/** What models and tools cost, where it leads, and the caps that stop it. */
export function CostsScreen() {
  const { data: costs, error, refetch } = useCosts(DAYS);
  const { data: budget } = useBudget();
  return (
    <>
      <SettingsHeading title="Costs">
        What models and tools cost. Days and months are those of UTC. A cap is checked before each model call: a run
        whose next call does not fit is handed to a person.
      </SettingsHeading>
      {error && !costs && (
        <ErrorNotice error={error} what="The costs could not be loaded." onRetry={() => void refetch()} />
      )}
      {!costs && !error && <Skeleton className="h-80 w-full" />}
      {costs && (
        <>
          <div className="grid gap-3 sm:grid-cols-2">
            <PeriodCard name="Today" period={costs.today} />
            <PeriodCard name="This month" period={costs.month} />
          </div>
          <p className="text-meta text-quiet">
            The forecast adds, for the time that is left, the average of the last seven whole days.
          </p>
          <DayChart days={costs.days} cap={costs.today.capUsd} />
          <AgentCosts agents={costs.agents} />
          <PartCosts parts={costs.parts} />
        </>
      )}
      {budget && <BudgetForm budget={budget} />}
    </>
  );
}
