import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { auditAnchor, type AuditAnchor } from '@/lib/domain/audit';

/** The file of anchors in the data directory: one JSON line each. Copy it elsewhere to be safe from who can write here. */
export function anchorFile(dataDir: string): string {
  return join(dataDir, 'audit-anchors.jsonl');
}

/** The file of anchors holds something that is no anchor. */
export class UnreadableAnchor extends Error {
  override name = 'UnreadableAnchor';
}

/** Every anchor that was taken; none when there is no file yet. Throws UnreadableAnchor. */
export async function readAnchors(dataDir: string): Promise<AuditAnchor[]> {
  const file = anchorFile(dataDir);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw new UnreadableAnchor(`${file} can't be read: ${error.message}`);
  });
  return text.split('\n').flatMap((line, index) => (line === '' ? [] : [readAnchor(line, `${file}:${index + 1}`)]));
}

/** Writes down where the chain stands. */
export async function appendAnchor(dataDir: string, anchor: AuditAnchor): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  await appendFile(anchorFile(dataDir), `${JSON.stringify(anchor)}\n`, { mode: 0o600 });
}

function readAnchor(line: string, place: string): AuditAnchor {
  try {
    return auditAnchor.parse(JSON.parse(line));
  } catch {
    throw new UnreadableAnchor(`${place} is not an anchor.`);
  }
}
