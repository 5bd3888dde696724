import { createHash, randomBytes } from 'node:crypto';

const PREFIX = 'cs_';
const AGENT_PREFIX = 'csa_';
const TOKEN_BYTES = 32;

/** A new secret for `Authorization: Bearer`; it is shown once and only its hash is kept. */
export function newToken(): string {
  return PREFIX + randomBytes(TOKEN_BYTES).toString('base64url');
}

/** The same for an outside agent. */
export function newAgentToken(): string {
  return AGENT_PREFIX + randomBytes(TOKEN_BYTES).toString('base64url');
}

/** True for what could be an outside agent's token and no person's. */
export function isAgentToken(token: string): boolean {
  return token.startsWith(AGENT_PREFIX);
}

/** SHA-256 in hex. The token is random, so a slow hash would add nothing. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
