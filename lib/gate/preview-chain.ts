import type { FieldError } from '@/lib/domain/errors';
import type { JsonObject } from '@/lib/domain/json';
import type { Preview } from '@/lib/domain/proposal';
import type { GateLayer } from '@/lib/domain/tool-call';
import { ToolError, type Refusal, type ToolContext, type WriteTool } from '@/lib/domain/tool';
import { checkCall } from './check-call';
import { buildPreview } from './preview';

/** One write of a group: its tool and its arguments as JSON text, the model's own or a canonical one. */
export interface ChainItem {
  tool: WriteTool;
  inputText: string;
}

export type ChainResult =
  | {
      ok: true;
      args: JsonObject;
      canonical: string;
      before: JsonObject;
      preview: Preview;
      targetVersion: string;
      summary: string;
    }
  | { ok: false; layer: GateLayer; refusal: Refusal; errors: FieldError[] };

/** Carries the results out of the savepoint while making it roll back. */
class RollBack extends Error {}

/**
 * Checks and previews the writes of a group in call order, each on the state the earlier ones would leave. Nothing
 * stays: the whole chain runs in a savepoint that is rolled back. A transactional tool's preview is its own execute,
 * so preview equals effect by construction; a refused item leaves the state to its successors as it was.
 */
export async function previewChain(items: readonly ChainItem[], context: ToolContext): Promise<ChainResult[]> {
  const results: ChainResult[] = [];
  try {
    await context.transaction.savepoint(async () => {
      for (const item of items) results.push(await previewItem(item, context));
      throw new RollBack();
    });
  } catch (error) {
    if (!(error instanceof RollBack)) throw error;
  }
  return results;
}

async function previewItem(item: ChainItem, context: ToolContext): Promise<ChainResult> {
  const checked = await checkCall(item.tool, item.inputText, context);
  if (!checked.ok) return checked;
  const { args, canonical } = checked;
  const summary = await item.tool.summary(args, context);
  try {
    const { before, after } = await context.transaction.savepoint(() => beforeAndAfter(item.tool, args, context));
    return { ok: true, args, canonical, before, summary, ...buildPreview(before, after) };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    const refusal = refusalOf(error);
    return {
      ok: false,
      layer: 'semantic',
      refusal,
      errors: [{ pointer: refusal.pointer ?? '', message: refusal.message }],
    };
  }
}

async function beforeAndAfter(tool: WriteTool, args: JsonObject, context: ToolContext) {
  if (tool.delivery !== 'transactional') return tool.preview(args, context);
  const before = await tool.target(args, context);
  const { signal } = new AbortController();
  // What it tells did not happen.
  await tool.execute(args, { ...context, idempotencyKey: 'preview', signal, event: () => undefined });
  return { before, after: await tool.target(args, context) };
}

/** The refusal a tool's own error stands for. */
export function refusalOf(error: ToolError): Refusal {
  return {
    message: error.message,
    hint: error.hint,
    ...(error.pointer === undefined ? {} : { pointer: error.pointer }),
  };
}
