import { z } from 'zod';

/** A moment as it travels: RFC 3339 with milliseconds, in UTC. */
export const time = z.iso.datetime({ precision: 3 });
