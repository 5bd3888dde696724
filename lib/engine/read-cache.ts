import { stepsOf } from '@/lib/domain/json-pointer';
import type { Json, JsonObject } from '@/lib/domain/json';
import type { CallRecord, RunRecord } from '@/lib/domain/run-record';
import { isWriteTool, type ReadTool, type Tool } from '@/lib/domain/tool';
import { canonicalText, sha256 } from '@/lib/gate/intake';
import { toolHash } from '@/lib/gate/preview';
import type { CacheKey, EngineStore } from './ports';

/** A result, and how old it is when nobody was asked for it. */
export interface ReadResult {
  output: Json;
  cachedSeconds: number | null;
}

/**
 * Answers a read from what it answered lately, when its tool allows that and nothing of ours has touched what it read
 * since; else reads, and keeps the answer. The call has passed the gate before, its authorization too. How far the
 * writes had come is asked before reading: what is read is then at least as new, and a write meanwhile makes the kept
 * answer void rather than stale.
 */
export async function readThroughCache(
  store: EngineStore,
  record: RunRecord,
  tool: Tool,
  call: CallRecord,
  read: () => Promise<Json>,
): Promise<ReadResult> {
  const key = isWriteTool(tool) ? null : cacheKeyOf(record, tool, call);
  if (key === null) return { output: await read(), cachedSeconds: null };
  const { hit, changes } = await store.findResult(key);
  if (hit) return { output: JSON.parse(hit.output) as Json, cachedSeconds: hit.ageSeconds };
  const output = await read();
  if (changes !== null) await store.keepResult(key, JSON.stringify(output), changes);
  return { output, cachedSeconds: null };
}

/** One answer a tool as it is now, arguments, and person or customer whose data may be seen. */
function cacheKeyOf({ userId, customerId }: RunRecord, tool: ReadTool, call: CallRecord): CacheKey | null {
  if (tool.cacheSeconds === undefined) return null;
  const args = JSON.parse(call.args ?? '{}') as JsonObject;
  const scope = customerId === null ? `user ${userId}` : `customer ${customerId}`;
  const [collection = '*', item = null] = tool.reads === undefined ? [] : stepsOf(tool.reads(args));
  return {
    key: sha256(canonicalText({ tool: tool.name, definition: toolHash(tool), args, scope })),
    tool: tool.name,
    seconds: tool.cacheSeconds,
    collection,
    record: item,
  };
}
