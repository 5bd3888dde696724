import { check } from '../check';

process.exitCode = (await check()) ? 0 : 1;
