import { z } from 'zod';

const tokenCounts = z.looseObject({
  input_tokens: z.number().nullish(),
  output_tokens: z.number().nullish(),
  cache_read_input_tokens: z.number().nullish(),
  cache_creation_input_tokens: z.number().nullish(),
});
export type TokenCounts = z.infer<typeof tokenCounts>;

const contentBlock = z.looseObject({ type: z.string() });
export type ContentBlock = z.infer<typeof contentBlock>;

const index = z.number().int().nonnegative();

/** The events of a Messages stream, as loosely as we depend on them: new members and block types must pass. */
const knownEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message_start'), message: z.looseObject({ model: z.string(), usage: tokenCounts }) }),
  z.object({ type: z.literal('content_block_start'), index, content_block: contentBlock }),
  z.object({ type: z.literal('content_block_delta'), index, delta: z.looseObject({ type: z.string() }) }),
  z.object({ type: z.literal('content_block_stop'), index }),
  z.object({
    type: z.literal('message_delta'),
    delta: z.looseObject({ stop_reason: z.string().nullish() }),
    usage: tokenCounts.nullish(),
  }),
  z.object({ type: z.literal('message_stop') }),
  z.object({ type: z.literal('error'), error: z.looseObject({ type: z.string(), message: z.string().nullish() }) }),
]);
export type StreamEvent = z.infer<typeof knownEvent>;

const KNOWN = new Set<string>(knownEvent.options.map((option) => option.shape.type.value));

/**
 * Reads one event's data. Null is an event that says nothing to us (a ping, or a type added later, which the
 * protocol tells clients to skip). Throws when a known event is not shaped as it must be, or the data is not JSON.
 */
export function parseStreamEvent(data: string): StreamEvent | null {
  const value: unknown = JSON.parse(data);
  const { type } = z.looseObject({ type: z.string() }).parse(value);
  return KNOWN.has(type) ? knownEvent.parse(value) : null;
}
