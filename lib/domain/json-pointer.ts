import type { Json } from './json';

/** The steps of an RFC 6901 pointer. */
export function stepsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The RFC 6901 pointer of these steps. */
export function pointerOf(path: readonly string[]): string {
  return path.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** What stands at a pointer; undefined when nothing does. */
export function valueAt(root: Json, pointer: string): Json | undefined {
  return stepsOf(pointer).reduce<Json | undefined>((value, step) => {
    if (typeof value !== 'object' || value === null) return undefined;
    return Array.isArray(value) ? value[Number(step)] : value[step];
  }, root);
}

/** The same with another value at a pointer whose parents are there; nothing of `root` is changed. */
export function withValue(root: Json, pointer: string, value: Json): Json {
  const [step, ...rest] = stepsOf(pointer);
  if (step === undefined) return value;
  if (typeof root !== 'object' || root === null) return root;
  if (Array.isArray(root))
    return root.with(Number(step), withValue(root[Number(step)] ?? null, pointerOf(rest), value));
  return { ...root, [step]: withValue(root[step] ?? null, pointerOf(rest), value) };
}
