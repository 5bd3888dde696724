import { z } from 'zod';

/** Any value JSON text can hold. Arguments, outputs and previews are of this type until a schema narrows them. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** A JSON Schema (draft 2020-12) as data; `lib/gate/schema` says which keywords it understands. */
export type JsonSchema = { [keyword: string]: unknown };

export const json: z.ZodType<Json> = z.json();
export const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), z.json());
