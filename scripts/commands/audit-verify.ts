import { appendAnchor, readAnchors, UnreadableAnchor } from '@/lib/audit/anchors';
import { verifyAudit, type AuditFinding } from '@/lib/audit/verify-audit';
import { openDatabase } from '@/lib/store/database';
import { runCommand, type CommandContext } from '../run-command';

/** What a script can tell from the exit code. 5: nothing was verified, for the reason printed. */
const CODES = { whole: 0, broken: 1, shortened: 2, unreadable: 3, unmatched: 4, unverified: 5 } as const;

let code: number = CODES.unverified;
await runCommand(async (context) => {
  code = await verify(context);
});
process.exitCode = code;

async function verify({ config, databaseUrl }: CommandContext): Promise<number> {
  const database = openDatabase(databaseUrl, { maxConnections: 1 });
  try {
    const finding = await verifyAudit(database, await readAnchors(config.dataDir));
    if (finding.state === 'whole') await appendAnchor(config.dataDir, finding.head);
    console.log(sentence(finding));
    return CODES[finding.state];
  } catch (error) {
    if (!(error instanceof UnreadableAnchor)) throw error;
    console.log(`Anchor at fault: ${error.message} Without it a shortened log can't be told from a whole one.`);
    return CODES.unreadable;
  } finally {
    await database.close();
  }
}

function sentence(finding: AuditFinding): string {
  switch (finding.state) {
    case 'whole':
      return `Whole: ${finding.head.seq} entries, ending with ${finding.head.hash}.`;
    case 'broken':
      return `Broken at entry ${finding.seq}: ${finding.why}.`;
    case 'shortened':
      return `Shortened: the log ends with entry ${finding.seq}, but had ${finding.anchor.seq} at ${finding.anchor.at}.`;
    case 'unmatched':
      return `Executions and decisions do not match: ${finding.why}`;
  }
}
