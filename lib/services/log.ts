import pino from 'pino';

/** The process's log: JSON lines on standard output. Never arguments, transcripts or secrets. */
export const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime });
