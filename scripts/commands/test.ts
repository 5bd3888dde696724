import { exitWith } from '../run-command';
import { runTests } from '../test/run-tests';

// npm test runs everything; npm test -- unit e2e runs those suites.
await exitWith(() => runTests(process.argv.slice(2)));
