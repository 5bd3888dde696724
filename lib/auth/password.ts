import { hash, verify } from '@node-rs/argon2';

export const SHORTEST_PASSWORD = 12;

/** A salted argon2id hash in PHC format. */
export function hashPassword(password: string): Promise<string> {
  return hash(password);
}

let hashOfNothing: Promise<string> | undefined;

/** Compares in the same time whether or not there is an account with a password to compare with. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  if (passwordHash !== null) return verify(passwordHash, password);
  hashOfNothing ??= hash('no account has this password');
  await verify(await hashOfNothing, password);
  return false;
}
