import { sectionsOf, type SettingSection } from '@/lib/domain/agent-fields';
import { saysTheSame, type Part } from '@/lib/domain/carry-over';
import { readSettings } from '@/lib/domain/agent-faults';
import type { AgentSettings } from '@/lib/domain/agent-settings';
import type { FieldError } from '@/lib/domain/errors';
import type { Intent } from '@/lib/domain/front-door';
import type { Json } from '@/lib/domain/json';
import { pointerOf, valueAt, withValue } from '@/lib/domain/json-pointer';
import type { AgentView } from '@/lib/api/contract/agent';

const WATCHERS = '/trust/watchers';

/** A watcher while it is written: names may be empty or twice for a while. */
export type WatcherDraft = [name: string, pattern: string];

/** A kind of request while it is written; only one that is answered the same every time has a template. */
export type IntentDraft = Omit<Intent, 'template'> & { template?: string };

/** Settings as they are edited: of the same shape, but for the watchers, which are a list of pairs. */
export function draftOf({ limits, trust, enabled }: AgentSettings): Json {
  const settings = { limits, trust, enabled } as unknown as Json;
  return withValue(settings, WATCHERS, Object.entries(trust.watchers));
}

/** What saving would store, or what is wrong with it at which field. */
export function readDraft(draft: Json): { settings: AgentSettings } | { errors: FieldError[] } {
  const watchers = valueAt(draft, WATCHERS) as WatcherDraft[];
  const read = readSettings(withValue(draft, WATCHERS, Object.fromEntries(watchers)));
  const twice = watchers.filter(([name], index) => watchers.findIndex(([other]) => other === name) < index);
  if (twice.length === 0) return read;
  const named = twice.map(([name]) => ({
    pointer: `${WATCHERS}${pointerOf([name])}`,
    message: 'This name is there twice.',
  }));
  return { errors: [...('errors' in read ? read.errors : []), ...named] };
}

/** Every setting by itself. */
export function agentParts(agent: AgentView): Part<Json>[] {
  return sectionsOf(agent).flatMap(partsOf);
}

function partsOf({ title, fields }: SettingSection): Part<Json>[] {
  return fields.map(({ pointer, label }) => ({
    name: `${title} · ${label}`,
    of: (draft) => valueAt(draft, pointer),
    take: (draft, from) => withValue(draft, pointer, valueAt(from, pointer) ?? null),
  }));
}

/** The parts in which a draft says something else than `other`. */
export function changedSections(agent: AgentView, draft: Json, other: Json): SettingSection[] {
  return sectionsOf(agent).filter((section) => differs(section, draft, other));
}

/** Whether a part of the draft says something else than the same part of `other`. */
export function differs(section: SettingSection, draft: Json, other: Json): boolean {
  return partsOf(section).some((part) => !saysTheSame(part, draft, other));
}

/** The draft with one part as it is in `other`. */
export function takeSection(section: SettingSection, draft: Json, other: Json): Json {
  return partsOf(section).reduce((next, part) => part.take(next, other), draft);
}
