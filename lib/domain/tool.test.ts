import { expect, it, vi } from 'vitest';
import { ToolError } from './tool';

it('a refusal is recognised by every copy of its class, as bundles have one each', async () => {
  vi.resetModules();
  const other = await import('./tool');
  expect(other.ToolError).not.toBe(ToolError);
  const refusal = new other.ToolError({ message: 'No.', hint: 'Ask.' });
  expect(refusal instanceof ToolError).toBe(true);
  expect(refusal instanceof Error).toBe(true);
  expect(new Error('No.') instanceof ToolError).toBe(false);
  expect((null as unknown) instanceof ToolError).toBe(false);
});
