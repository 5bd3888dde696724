import { clausesOf, type Clause, type ClauseOperator } from '@/lib/domain/clauses';

/** How each comparison reads between a name and a value. */
export const operatorWords: Record<ClauseOperator, string> = {
  '==': 'is',
  '!=': 'is not',
  '<=': 'is at most',
  '<': 'is below',
  '>=': 'is at least',
  '>': 'is above',
};

/** A fact's member as people call it: an argument by its name alone, everything else with what it is of. */
export function factName([fact = '', ...rest]: readonly string[]): string {
  return fact === 'args' ? rest.join(' › ') : [fact, ...rest].join(' ');
}

/** "amount_cents is at most 2500 and agent name is retail"; the condition itself where it is more than comparisons. */
export function conditionWords(condition: string): string {
  if (condition.trim() === '') return 'always';
  const clauses = clausesOf(condition);
  return clauses ? `when ${clauses.map(clauseWords).join(' and ')}` : `when ${condition}`;
}

export function clauseWords({ path, operator, value }: Clause): string {
  const shown = Array.isArray(value) ? value.join(', ') : String(value);
  return `${factName(path)} ${operatorWords[operator]} ${shown === '' ? '(empty)' : shown}`;
}
