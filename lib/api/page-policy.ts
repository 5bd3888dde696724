/**
 * The styles that the library for short notices adds to every page by script, without a nonce: first an empty sheet,
 * then its text. A test compares the second with the library's code.
 */
const NOTICE_STYLES =
  "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' 'sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY='";

/**
 * The content security policy of one page: its own scripts and styles, known by this nonce, and nothing of anybody
 * else's. A style attribute may be set, since it can neither choose what it applies to nor load anything.
 * Development reloads code by evaluating it and adds styles of its own.
 */
export function pagePolicy(nonce: string, development: boolean): string {
  const own = `'nonce-${nonce}'`;
  return [
    "default-src 'none'",
    `script-src ${own} 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${development ? "'unsafe-inline'" : `${own} ${NOTICE_STYLES}`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join('; ');
}
