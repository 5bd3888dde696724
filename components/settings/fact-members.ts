import { readFieldSchema, type FieldSchema } from '@/components/form/field-schema';
import type { JsonObject } from '@/lib/domain/json';

/** A fact's member that a condition may compare, with the kind of value it is held against. */
export interface FactMember {
  path: string[];
  kind: 'number' | 'text' | 'boolean' | 'choice';
  options?: string[];
}

const AROUND: FactMember[] = [
  { path: ['agent', 'name'], kind: 'text' },
  { path: ['requester', 'customerId'], kind: 'text' },
  { path: ['run', 'costUsd'], kind: 'number' },
  { path: ['run', 'confidence'], kind: 'number' },
  { path: ['run', 'tainted'], kind: 'boolean' },
  { path: ['tool', 'reversibility'], kind: 'choice', options: ['reversible', 'compensable', 'irreversible'] },
];

/** Everything a row can compare: the tool's arguments, then what stands around the call. */
export function factMembers(argsSchema: JsonObject): FactMember[] {
  return [...membersOf(['args'], readFieldSchema(argsSchema)), ...AROUND];
}

function membersOf(path: string[], schema: FieldSchema): FactMember[] {
  switch (schema.kind) {
    case 'group':
      return schema.members.flatMap(({ name, schema: member }) => membersOf([...path, name], member));
    case 'choice': {
      const options = schema.options.filter((option) => typeof option === 'string');
      return options.length === schema.options.length ? [{ path, kind: 'choice', options }] : [];
    }
    case 'number':
    case 'text':
    case 'boolean':
      return [{ path, kind: schema.kind }];
    default:
      return [];
  }
}
