import { createRequire } from 'node:module';

/** Next's command line, run with this very Node. */
export const nextProgram = createRequire(import.meta.url).resolve('next/dist/bin/next');
