import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of package.json above a module, whether it runs from its source or from dist. */
function findProjectRoot(from = import.meta.dirname): string {
  return existsSync(join(from, 'package.json')) ? from : findProjectRoot(dirname(from));
}

export const projectRoot = findProjectRoot();
