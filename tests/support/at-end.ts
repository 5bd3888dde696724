import { afterAll } from 'vitest';

type Teardown = () => unknown;

const teardowns: Teardown[] = [];

/** Has this done when the test file ends, what began last first. An `afterAll` called inside a hook or test never runs. */
export function atEnd(teardown: Teardown): void {
  teardowns.push(teardown);
}

// Each test file loads this module anew, while it is collected: the one time at which hooks can still be added.
afterAll(async () => {
  for (const teardown of teardowns.splice(0).reverse()) await teardown();
});
