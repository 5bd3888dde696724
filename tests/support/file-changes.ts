import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

const projectRoot = resolve(import.meta.dirname, '../..');
const NO_FILE = /^0+$/;
/** None of them always finds the smallest: even `--minimal` sets frequent lines aside first. */
const ALGORITHMS = ['--minimal', '--patience', '--histogram'];

export interface FileChange {
  commit: string;
  path: string;
  before: string;
  after: string;
  /** Lines, as git counts them in the smallest difference that one of its algorithms finds. */
  added: number;
  deleted: number;
}

/**
 * The last changes of text files in the project's own history, newest first: fewer than asked for where the clone is
 * shallow, none where there is no history.
 */
export function lastFileChanges(most: number): FileChange[] {
  const changes: FileChange[] = [];
  for (const commit of git('rev-list', '--no-merges', 'HEAD').split('\n').filter(Boolean)) {
    changes.push(...changesOf(commit));
    if (changes.length >= most) break;
  }
  return changes.slice(0, most);
}

function changesOf(commit: string): FileChange[] {
  const show = ['diff-tree', '--root', '--no-commit-id', '--no-renames', '-r', '-z'];
  const counts = new Map<string, { added: number; deleted: number }>();
  for (const algorithm of ALGORITHMS) {
    for (const field of fields(git(...show, algorithm, '--numstat', commit))) {
      const [added, deleted, path = ''] = field.split('\t');
      const count = { added: Number(added), deleted: Number(deleted) };
      const least = counts.get(path) ?? count;
      counts.set(path, count.added < least.added ? count : least);
    }
  }
  const raw = fields(git(...show, '--raw', '--abbrev=40', commit));
  return Array.from({ length: raw.length / 2 }, (_, index) => index * 2).flatMap((at) => {
    const [, , from = '', to = ''] = (raw[at] ?? '').split(' ');
    const path = raw[at + 1] ?? '';
    const count = counts.get(path);
    // Git counts no lines in a binary file.
    if (!count || Number.isNaN(count.added)) return [];
    return [{ commit, path, before: contentOf(from), after: contentOf(to), ...count }];
  });
}

function contentOf(blob: string): string {
  return NO_FILE.test(blob) ? '' : git('cat-file', 'blob', blob);
}

function fields(output: string): string[] {
  return output.split('\0').filter(Boolean);
}

function git(...parameters: string[]): string {
  try {
    return execFileSync('git', parameters, { cwd: projectRoot, encoding: 'utf8', maxBuffer: 2 ** 28, stdio: 'pipe' });
  } catch {
    return '';
  }
}
