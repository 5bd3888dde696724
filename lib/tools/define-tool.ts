import { z } from 'zod';
import type { Json, JsonSchema } from '@/lib/domain/json';
import type { AtMostOnceTool, IdempotentTool, LookupTool, ReadTool, Tool, TransactionalTool } from '@/lib/domain/tool';

interface Schemas<Input, Output> {
  input: z.ZodType<Input>;
  output: z.ZodType<Output>;
}

type WithSchemas<Definition, Input, Output> = Omit<Definition, 'input' | 'output'> & Schemas<Input, Output>;

/** What a tool's file states: the tool with zod schemas in place of their JSON Schema. */
export type ToolDefinition<Input, Output extends Json> =
  | WithSchemas<ReadTool<NoInfer<Input>>, Input, Output>
  | WithSchemas<TransactionalTool<NoInfer<Input>>, Input, Output>
  | WithSchemas<IdempotentTool<NoInfer<Input>>, Input, Output>
  | WithSchemas<LookupTool<NoInfer<Input>>, Input, Output>
  | WithSchemas<AtMostOnceTool<NoInfer<Input>>, Input, Output>;

/**
 * Makes a tool from its definition: the zod schemas become JSON Schema for the model, the gate and the edit form.
 * The gate validates arguments against that schema before any of the tool's functions sees them, which is why the
 * functions may take the narrow type.
 */
export function defineTool<Input, Output extends Json>(definition: ToolDefinition<Input, Output>): Tool {
  const tool = { ...definition, input: toJsonSchema(definition.input), output: toJsonSchema(definition.output) };
  return tool as unknown as Tool;
}

function toJsonSchema(schema: z.ZodType): JsonSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12' });
  return rest as JsonSchema;
}
