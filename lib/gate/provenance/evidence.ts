import type { Json, JsonObject } from '@/lib/domain/json';

/** Who or what said something that a call's arguments may rest on. */
export interface Origin {
  source: 'user' | 'person' | 'tool' | 'instructions';
  /** "run:step" of a tool's result. */
  stepId?: string;
  tool?: string;
  person?: string;
  /** Somebody outside could have written it. */
  outside: boolean;
}

/** One thing that stands in the run's record. */
export interface Evidence {
  origin: Origin;
  /** A text, or what a tool answered. */
  said: Json;
  /** The arguments of the call that this answers: what the answer repeats of them, it is no source of. */
  given?: JsonObject;
  /** The call did not succeed, and this says why. */
  failed?: boolean;
  /** The answer was worked out from `given` alone, so it is as well founded as they are. */
  computed?: boolean;
}

const RANK: Record<Origin['source'], number> = { user: 0, person: 1, tool: 2, instructions: 3 };

/** Of two origins of one value the one that counts: what we can rely on before text from outside, then who, then first. */
export function betterOrigin(known: Origin | null, other: Origin): Origin {
  if (known === null) return other;
  if (known.outside !== other.outside) return known.outside ? other : known;
  return RANK[other.source] < RANK[known.source] ? other : known;
}
