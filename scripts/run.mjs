// node scripts/run.mjs NAME [words]: runs scripts/commands/NAME.ts, bundled.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle, root } from './bundle.mjs';

process.chdir(root);
process.setSourceMapsEnabled(true);
const [name] = process.argv.splice(2, 1);
await bundle();
await import(pathToFileURL(join(root, 'dist', `${name}.js`)).href);
