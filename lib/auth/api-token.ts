import { createHash, randomBytes } from 'node:crypto';

const PREFIX = 'cs_';
const TOKEN_BYTES = 32;

/** A new secret for `Authorization: Bearer`; it is shown once and only its hash is kept. */
export function newToken(): string {
  return PREFIX + randomBytes(TOKEN_BYTES).toString('base64url');
}

/** SHA-256 in hex. The token is random, so a slow hash would add nothing. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
