/** One comparison of a condition: a fact's member, and what it is held against. */
export interface Clause {
  path: string[];
  operator: ClauseOperator;
  value: ClauseValue;
}
type Scalar = string | number | boolean;
export type ClauseValue = Scalar | Scalar[];

export const clauseOperators = ['==', '!=', '<=', '<', '>=', '>'] as const;
export type ClauseOperator = (typeof clauseOperators)[number];

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** CEL keeps these words to itself, so a member of that name is written in brackets. */
const RESERVED = new Set(
  'as break const continue else false for function if import in let loop null package namespace return true var void while'.split(
    ' ',
  ),
);

/** The clauses as one CEL condition, all of which must hold. */
export function conditionOf(clauses: readonly Clause[]): string {
  return clauses.map(({ path, operator, value }) => `${pathText(path)} ${operator} ${literalText(value)}`).join(' && ');
}

function pathText([first = '', ...rest]: readonly string[]): string {
  const parts = rest.map((name) => (NAME.test(name) && !RESERVED.has(name) ? `.${name}` : `[${literalText(name)}]`));
  return first + parts.join('');
}

/** JSON's escapes are CEL's too. */
function literalText(value: ClauseValue): string {
  return JSON.stringify(value);
}

const TEXT = String.raw`"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"`;
const PATH = String.raw`(?<path>[a-z]+(?:\.[A-Za-z_][A-Za-z0-9_]*|\[${TEXT}\])+)`;
const SCALAR = String.raw`(?:${TEXT}|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|true|false)`;
const LITERAL = String.raw`(?<literal>${SCALAR}|\[\s*(?:${SCALAR}(?:\s*,\s*${SCALAR})*)?\s*\])`;
const COMPARISON = new RegExp(String.raw`\s*${PATH}\s*(?<operator>==|!=|<=|<|>=|>)\s*${LITERAL}\s*(?<more>&&|$)`, 'y');

/** The clauses of a condition that is nothing but comparisons joined by `&&`; null for every other one. */
export function clausesOf(condition: string): Clause[] | null {
  const comparison = new RegExp(COMPARISON);
  const clauses: Clause[] = [];
  for (;;) {
    const found = comparison.exec(condition)?.groups;
    if (!found) return null;
    const { path = '', operator, literal = '', more } = found;
    const parts = path.match(new RegExp(String.raw`[A-Za-z_][A-Za-z0-9_]*|${TEXT}`, 'g')) ?? [];
    clauses.push({
      path: parts.map((part) => (part.startsWith('"') ? (JSON.parse(part) as string) : part)),
      operator: operator as ClauseOperator,
      value: JSON.parse(literal) as ClauseValue,
    });
    if (more !== '&&') return clauses;
  }
}
