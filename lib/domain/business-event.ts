import { z } from 'zod';
import type { JsonObject } from './json';

/** A fact that means something to the business, which an agent says its tools may tell. */
export interface EventDeclaration {
  description: string;
  /** What is told with it. Members that are numbers are summed up beside the count. */
  schema: z.ZodType<JsonObject>;
}

export type EventDeclarations = Record<string, EventDeclaration>;

/** Who told it: a tool that was carried out, the agent at a run's end, or a watcher of the texts that are sent. */
export const eventSource = z.enum(['tool', 'agent', 'watcher']);
export type EventSource = z.infer<typeof eventSource>;

export interface BusinessEvent {
  /** The same for the same event told again after a crash, so that it is kept once. */
  id: string;
  source: EventSource;
  runId: string | null;
  agent: string;
  tool: string | null;
  name: string;
  data: JsonObject;
}

/** Tells a business event; what is told counts only when the work that tells it succeeds. */
export type TellEvent = (name: string, data: JsonObject) => void;

/** What is wrong with an event, in a sentence; null when it is declared and carries what it should. */
export function faultOfEvent(declared: EventDeclarations | undefined, name: string, data: JsonObject): string | null {
  const declaration = declared && Object.hasOwn(declared, name) ? declared[name] : undefined;
  if (!declaration) return `The event "${name}" is not declared by its agent.`;
  const parsed = declaration.schema.safeParse(data);
  if (parsed.success) return null;
  const [issue] = parsed.error.issues;
  return `The event "${name}" carries something else than declared: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`;
}

/** A run that ended, as its agent looks back on it. */
export interface EndedRun {
  id: string;
  status: string;
  reason: string | null;
  reply: string | null;
  /** Names of the tools that were called with success, in order. */
  calls: string[];
}
