import type { Json, JsonObject } from '@/lib/domain/json';
import { passagesIn, SEARCH_KNOWLEDGE } from '@/lib/domain/knowledge';
import type { Tool } from '@/lib/domain/tool';
import type { Evidence } from '../provenance/evidence';
import { EvidenceIndex, unfolded } from '../provenance/evidence-index';
import { leavesOf } from '../provenance/leaves';
import { coreOf, normalText, wordsOf } from '../provenance/normal-text';
import { stepsOf } from '@/lib/domain/json-pointer';
import { amountsThatStand } from './amounts-that-stand';
import type { Deed } from './deeds';
import { KnownAmounts } from './known-amounts';
import { stemOf } from './stems';

const LONGEST_VALUE = 60;

/** A call that somebody may speak about. */
export interface SettledCall {
  tool: Pick<Tool, 'name' | 'description' | 'reversibility'>;
  args: Json;
  /** What it answered; null unless it succeeded. */
  output: Json | null;
  succeeded: boolean;
}

/** Everything that a text to a person may rest on. */
export class AnswerEvidence {
  readonly index = new EvidenceIndex();
  readonly amounts = new KnownAmounts();
  readonly deeds: Deed[] = [];
  /** Amounts, in cents, that the agent said earlier and that were right then. */
  readonly told = new Set<number>();
  /** Something was found in the knowledge base, or any record was read. */
  searchedKnowledge = false;
  readRecords = false;
  /** The articles of the knowledge base that were read. */
  readonly articles = new Set<string>();
  /** The digits that ids in tools' answers end with: people say "the card ending in 4421". */
  readonly idEnds = new Set<string>();
  /** The stems of what the team wrote and of short values in tools' answers: a status, a kind, a name. */
  readonly #stems = new Set<string>();
  /** The stems of the requester's words: what they wish is no sign that it was done. */
  readonly #asked = new Set<string>();
  /** The stems of the verbs that the agent's writes are named after. */
  readonly #writes: ReadonlySet<string>;
  /** What each record's latest answer says, by its id. */
  readonly #records = new Map<string, JsonObject>();

  constructor(tools: readonly Pick<Tool, 'name' | 'reversibility'>[]) {
    const writes = tools.filter(({ reversibility }) => reversibility !== 'read_only');
    this.#writes = new Set(writes.map(({ name }) => stemOf(name.split(/[_.-]+/)[0] ?? '')));
  }

  /** Adds what was said at one time; call in the order of the conversation. */
  add(moment: readonly Evidence[]): void {
    this.index.add(moment.map(answered));
    for (const { origin, said } of moment) {
      if (origin.source === 'instructions') continue;
      const read = unfolded(said);
      if (origin.source === 'user') addStems(read, this.#asked, { names: false, longest: Infinity });
      if (origin.source === 'user') continue;
      addStems(read, this.#stems, { names: false, longest: origin.source === 'tool' ? LONGEST_VALUE : Infinity });
      if (origin.source !== 'tool') continue;
      this.amounts.add(read);
      this.#addIdEnds(read);
      this.#addRecords(read);
    }
  }

  /** Adds what a call did, after what it answered. */
  addCall({ tool, args, output, succeeded }: SettledCall): void {
    const stems = new Set<string>();
    const writes = tool.reversibility !== 'read_only';
    // What a look-up answers is no deed: an order that was cancelled is read as "cancelled", too.
    const said = writes ? [tool.name, tool.description, args, unfolded(output)] : [tool.name];
    addStems(said, stems, { names: true, longest: Infinity });
    if (succeeded && tool.name === SEARCH_KNOWLEDGE) {
      this.searchedKnowledge = true;
      for (const { article } of passagesIn(output)) this.articles.add(article);
    } else if (succeeded) this.readRecords = true;
    this.deeds.push({ stems, writes, succeeded });
  }

  /** Takes in what the agent told a person before: an amount that was right then may be said again. */
  addTold(text: string): void {
    for (const cents of amountsThatStand(text, this)) this.told.add(cents);
  }

  /** True when one of the agent's writes is named after this verb, in this or another form. */
  canDo(word: string): boolean {
    return this.#writes.has(stemOf(word));
  }

  /** True when the requester named something that one of the agent's writes does. */
  wasAskedToDo(): boolean {
    return [...this.#asked].some((stem) => this.#writes.has(stem));
  }

  /** True when a person of the team or a tool used one of these words, in this or another form. */
  saysAnyOf(stems: ReadonlySet<string>): boolean {
    return [...stems].some((stem) => this.#stems.has(stem));
  }

  /** What the tools last said of the record with this id. */
  record(id: string): JsonObject | undefined {
    return this.#records.get(coreOf(id));
  }

  #addIdEnds(result: Json): void {
    for (const { pointer, value } of leavesOf(result)) {
      for (const text of [...stepsOf(pointer), value]) {
        const [, end] = typeof text === 'string' ? (/[a-z]_(\d{4,})$/i.exec(text) ?? []) : [];
        if (end !== undefined) this.idEnds.add(end);
      }
    }
  }

  #addRecords(result: Json): void {
    const open: Json[] = [result];
    for (let value = open.pop(); value !== undefined; value = open.pop()) {
      if (typeof value !== 'object' || value === null) continue;
      open.push(...Object.values(value));
      if (Array.isArray(value) || typeof value.status !== 'string') continue;
      // The first is its own; those after it are of what it refers to.
      const own = Object.entries(value).find(([name, id]) => /(^|_)id$|Id$/.test(name) && typeof id === 'string');
      if (own) this.#records.set(coreOf(String(own[1])), value);
    }
  }
}

/** What a look-up found is so, whoever thought of what to look for; what failed or was only computed shows nothing new. */
function answered({ given, ...evidence }: Evidence): Evidence {
  const counts = evidence.computed === true || evidence.failed === true;
  return counts && given ? { ...evidence, given } : evidence;
}

interface HowToRead {
  /** The names of members count, where they have a value. */
  names: boolean;
  longest: number;
}

function addStems(said: Json, stems: Set<string>, { names, longest }: HowToRead): void {
  for (const { pointer, value } of leavesOf(said)) {
    if (value === null || (typeof value === 'object' && value !== null)) continue;
    const texts = [...(names ? stepsOf(pointer) : []), ...(typeof value === 'string' ? [value] : [])];
    for (const text of texts.filter(({ length }) => length <= longest)) {
      for (const { text: word } of wordsOf(normalText(text).replaceAll('_', ' '))) stems.add(stemOf(word));
    }
  }
}
