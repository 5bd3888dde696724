import { sectionsOf, type SettingField } from './agent-fields';
import type { AgentSettings } from './agent-settings';
import type { Intent } from './front-door';
import type { Json } from './json';
import { valueAt } from './json-pointer';

/** An agent's settings in lines that people read and compare: a setting a line, and lists an entry a line. */
export function agentLines(agent: { owner?: string | undefined }, settings: AgentSettings): string[] {
  const root = settings as unknown as Json;
  return sectionsOf(agent).flatMap(({ title, fields }) =>
    fields.flatMap((field) => {
      const start = `${title} · ${field.label}`;
      return valueLines(field, valueAt(root, field.pointer) ?? null).map((words) => `${start}: ${words}`);
    }),
  );
}

/** A setting's value in a few words: "on", "8 steps", "3 phrases". */
export function valueWords(field: SettingField, value: Json): string {
  const lines = valueLines(field, value);
  return lines.length === 1 ? (lines[0] ?? '') : `${lines.length} of them`;
}

function valueLines(field: SettingField, value: Json): string[] {
  switch (field.kind) {
    case 'switch':
      return [value === true ? 'on' : 'off'];
    case 'number':
      return [value === null ? (field.empty ?? 'nothing') : `${numberWords(Number(value))} ${field.unit}`];
    case 'share':
      return [numberWords(Number(value))];
    case 'text':
    case 'model':
      return [typeof value === 'string' ? value : field.empty];
    case 'choices':
      return listed(Object.entries(field.options).flatMap(([name, words]) => (has(value, name) ? [words] : [])));
    case 'phrases':
      return listed((value as string[]).map((phrase) => `“${phrase}”`));
    case 'intents':
      return value === null ? ['the agent’s own'] : listed((value as unknown as Intent[]).map(intentWords));
    case 'watchers':
      return listed(Object.entries(value as Record<string, string>).map(([name, pattern]) => `${name} is ${pattern}`));
  }
}

const ANSWERED = { agent: 'the agent', rules: 'fixed rules', template: 'one answer' };

function intentWords({ name, description, path, template }: Intent): string {
  const answer = template === undefined ? '' : ` “${template}”`;
  return `${name} (${description}) goes to ${ANSWERED[path]}${answer}`;
}

function has(value: Json, name: string): boolean {
  return Array.isArray(value) && value.includes(name);
}

function listed(lines: string[]): string[] {
  return lines.length === 0 ? ['none'] : lines;
}

/** 20000 as 20,000; small numbers in full. */
function numberWords(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 6 });
}
