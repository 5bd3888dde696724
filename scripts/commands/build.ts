import { exitWith } from '../run-command';
import { buildWhenNeeded } from '../server/build';

await exitWith(() => buildWhenNeeded(new AbortController().signal));
