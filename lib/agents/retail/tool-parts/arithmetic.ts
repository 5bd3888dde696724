const TOKEN = /\s*(\d+\.?\d*|\.\d+|[-+*/()])/y;

/**
 * The value of an expression of numbers, + - * /, parentheses and spaces. Throws a SyntaxError for anything else and
 * a RangeError for a division by zero.
 */
export function evaluate(expression: string): number {
  const tokens = tokensOf(expression);
  let position = 0;
  const take = (...wanted: string[]) => (wanted.includes(tokens[position] ?? '') ? tokens[position++] : undefined);

  function sum(): number {
    let value = product();
    for (let operator = take('+', '-'); operator; operator = take('+', '-')) {
      const right = product();
      value = operator === '+' ? value + right : value - right;
    }
    return value;
  }

  function product(): number {
    let value = factor();
    for (let operator = take('*', '/'); operator; operator = take('*', '/')) {
      const right = factor();
      if (operator === '/' && right === 0) throw new RangeError('division by zero');
      value = operator === '*' ? value * right : value / right;
    }
    return value;
  }

  function factor(): number {
    let sign = 1;
    for (let operator = take('+', '-'); operator; operator = take('+', '-')) if (operator === '-') sign = -sign;
    return sign * atom();
  }

  function atom(): number {
    if (!take('(')) return number(tokens[position++]);
    const value = sum();
    if (!take(')')) throw new SyntaxError('invalid syntax');
    return value;
  }

  const value = sum();
  if (position < tokens.length) throw new SyntaxError('invalid syntax');
  return value;
}

function tokensOf(expression: string): string[] {
  const text = expression.trim();
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (!match?.[1]) throw new SyntaxError('invalid characters in expression');
    tokens.push(match[1]);
  }
  return tokens;
}

function number(token: string | undefined): number {
  const value = Number(token);
  if (token === undefined || Number.isNaN(value)) throw new SyntaxError('invalid syntax');
  return value;
}
