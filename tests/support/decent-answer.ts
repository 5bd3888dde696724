import { expect } from 'vitest';
import { problem } from '@/lib/api/contract/problem';

/** Whatever was asked, an answer is no server's mistake, and a refusal is a problem document without our insides. */
export async function expectDecentAnswer(response: Response, asked: string): Promise<void> {
  const text = await response.text();
  expect(response.status, `${asked}: ${text}`).toBeLessThan(500);
  if (response.status < 400) return;
  expect(response.headers.get('content-type'), asked).toBe('application/problem+json');
  expect(problem.parse(JSON.parse(text)).status).toBe(response.status);
  expect(text).not.toMatch(/\bat .+:\d+:\d+|node_modules|\.tsx?\b|select .+ from|insert into/);
}
