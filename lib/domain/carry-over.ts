/** A part of something with versions that people change as a whole. */
export interface Part<Draft> {
  /** As people read it. */
  name: string;
  /** What it says, as JSON: two that say the same are the same. */
  of(draft: Draft): unknown;
  /** `draft` with this part as it is in `from`. */
  take(draft: Draft, from: Draft): Draft;
}

export interface CarriedOver<Draft> {
  /** Theirs, with every part that was changed here as it is here. */
  draft: Draft;
  /** Names of the parts that they changed and that were left alone here. */
  theirs: string[];
  /** Names of the parts that were changed differently in both. */
  both: string[];
}

/** The part that is one member; `of` gives what it says where the member holds more than that. */
export function memberPart<Draft extends object, Name extends keyof Draft>(
  member: Name,
  name: string,
  of: (value: Draft[Name]) => unknown = (value) => value,
): Part<Draft> {
  return {
    name,
    of: (draft) => of(draft[member]),
    take: (draft, from) => ({ ...draft, [member]: from[member] }),
  };
}

/** Whether both say the same in this part. */
export function saysTheSame<Draft>(part: Part<Draft>, one: Draft, other: Draft): boolean {
  return JSON.stringify(part.of(one)) === JSON.stringify(part.of(other));
}

/**
 * Puts what was changed here since `base` on what others made of `base` meanwhile. What both changed is as it is here, and
 * is named, so that whoever saves it can look first.
 */
export function carryOver<Draft>(
  parts: readonly Part<Draft>[],
  { base, mine, theirs }: { base: Draft; mine: Draft; theirs: Draft },
): CarriedOver<Draft> {
  const changedHere = parts.filter((part) => !saysTheSame(part, base, mine));
  const changedThere = parts.filter((part) => !saysTheSame(part, base, theirs));
  const namesOf = (found: readonly Part<Draft>[]) => found.map(({ name }) => name);
  return {
    draft: changedHere.reduce((draft, part) => part.take(draft, mine), theirs),
    theirs: namesOf(changedThere.filter((part) => !changedHere.includes(part))),
    both: namesOf(changedThere.filter((part) => changedHere.includes(part) && !saysTheSame(part, mine, theirs))),
  };
}
