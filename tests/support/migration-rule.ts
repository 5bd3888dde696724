/** Enumerations that may get new values at once: the release before passes on a value of them that it does not know. */
const GROWING = ['run_event_type', 'inbox_item_kind'];
const EXEMPTION = /-- Safe beside the release before: \S/;

const rules: [RegExp, string][] = [
  [/^drop (table|type|view|schema|function)\b/, 'drops what the release before may use'],
  [/^alter .*\brename\b/, 'renames what the release before knows by its old name'],
  [/^alter table .*\bdrop column\b/, 'drops a column that the release before may read or write'],
  [/^alter table .*\balter (column )?\S+ (set data )?type\b/, 'changes the type of a column'],
  [/^alter table .*\balter (column )?\S+ set not null\b/, 'requires a column that the release before may leave empty'],
  [/^alter table .*\balter (column )?\S+ drop not null\b/, 'empties a column that the release before reads as present'],
  [/^alter table .*\balter (column )?\S+ drop default\b/, 'drops a default that the release before relies on'],
];

/**
 * What of a migration would break the release before, which still runs while this one starts. A statement with the
 * comment "Safe beside the release before:" and a reason above it is let through.
 */
export function breaksReleaseBefore(migration: string): string[] {
  return statementsOf(migration).flatMap((statement) => {
    if (EXEMPTION.test(statement)) return [];
    const text = plain(statement);
    const broken = rules.filter(([pattern]) => pattern.test(text)).map(([, why]) => why);
    return [...broken, ...addedColumns(text), ...addedValue(text)].map((why) => `${why}: ${text.slice(0, 120)}`);
  });
}

/** Splits at semicolons, but not inside a function's body. */
function statementsOf(migration: string): string[] {
  return migration.split(/;(?=(?:[^$]|\$(?!\$))*(?:\$\$(?:[^$]|\$(?!\$))*\$\$(?:[^$]|\$(?!\$))*)*$)/);
}

function plain(statement: string): string {
  return statement
    .replace(/--[^\n]*/g, '')
    .replaceAll('"', '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

function addedColumns(text: string): string[] {
  if (!text.startsWith('alter table')) return [];
  return text
    .split(/,(?![^(]*\))/)
    .filter((action) => /\badd column\b/.test(action) && /\bnot null\b/.test(action) && !/\bdefault\b/.test(action))
    .map(() => 'adds a column that the release before does not fill');
}

function addedValue(text: string): string[] {
  const [, type] = /^alter type (?:public\.)?(\S+) add value/.exec(text) ?? [];
  return type === undefined || GROWING.includes(type) ? [] : ['adds a value that the release before does not know'];
}
