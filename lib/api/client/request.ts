import type { Problem } from '@/lib/api/contract/problem';

/** An answer that says no. `problem` is the whole document, with what a conflict carries beside it. */
export class ApiError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'ApiError';
    this.problem = problem;
  }
}

type QueryValue = string | number | undefined;

interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Members without a value are left out. */
  query?: Record<string, QueryValue>;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/**
 * Asks our own API; `path` starts below `/api/v1`. `Answer` is the contract's type of that call. Throws ApiError when
 * the server says no, and a TypeError when no answer came.
 */
export async function request<Answer>(path: string, options: RequestOptions = {}): Promise<Answer> {
  const headers: Record<string, string> = { accept: 'application/json', ...options.headers };
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  const response = await fetch(`/api/v1${path}${search(options.query)}`, {
    method: options.method ?? 'GET',
    headers,
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  if (!response.ok) throw new ApiError(await readProblem(response));
  return (await response.json()) as Answer;
}

function search(query: Record<string, QueryValue> = {}): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}

async function readProblem(response: Response): Promise<Problem> {
  if (response.headers.get('content-type')?.startsWith('application/problem+json')) {
    return (await response.json()) as Problem;
  }
  const detail = `The server answered ${response.status} without saying why. Try again; if it stays, tell your admin.`;
  return { type: 'about:blank', title: response.statusText, status: response.status, detail, code: 'internal' };
}
