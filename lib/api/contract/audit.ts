import { z } from 'zod';
import { auditEntry } from '@/lib/domain/audit';

/** `GET /audit`: the entries after this sequence number. */
export const auditQuery = z.strictObject({ after: z.coerce.number().int().min(0).default(0) });

/** One line of the log. `hash` is SHA-256 over `prev` and the RFC 8785 text of the line without `hash`. */
export const auditLine = auditEntry.extend({ hash: z.string() });
