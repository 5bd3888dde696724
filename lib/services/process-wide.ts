/**
 * The one value of this name in the process, made on first use. Module variables will not do: the server bundles its
 * entry points apart, so each would have its own.
 */
export function processWide<Value>(name: string, create: () => Value): Value {
  const values = globalThis as unknown as Record<symbol, Value | undefined>;
  const key = Symbol.for(`countersign.${name}`);
  return (values[key] ??= create());
}
