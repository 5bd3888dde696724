import { check } from '../check';

process.exitCode = (await check()).failed === 0 ? 0 : 1;
