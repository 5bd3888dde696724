const NETWORK = /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH)$/;
/** Connection exceptions, shutdowns, too many connections, read-only standby: see PostgreSQL's appendix A. */
const SQL_STATE = /^(08...|57P0[1-5]|53300|25006)$/;
/** Prisma's own codes for a server that is away, a closed connection and an exhausted pool. */
const PRISMA = /^(P1001|P1002|P1008|P1017|P2024)$/;
const MESSAGE = /Connection terminated|timeout exceeded when trying to connect|Cannot use a pool after calling end/;

/** True when an error says that the database could not be reached, rather than that it refused a statement. */
export function isDatabaseOutage(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 5) return false;
  const { code, cause, errors } = error as Error & { code?: unknown; errors?: unknown };
  if (typeof code === 'string' && (NETWORK.test(code) || SQL_STATE.test(code) || PRISMA.test(code))) return true;
  if (MESSAGE.test(error.message)) return true;
  const inner = [cause, ...(Array.isArray(errors) ? (errors as unknown[]) : [])];
  return inner.some((each) => isDatabaseOutage(each, depth + 1));
}
