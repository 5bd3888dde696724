import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { ColumnTypeEnum, bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { projectRoot } from './project-root';

const require = createRequire(import.meta.url);

/** The part of Prisma's schema engine that we use, in WebAssembly: no native engine is downloaded or run. */
interface SchemaEngine {
  diff(params: unknown): Promise<{ stdout: string | null }>;
  free(): void;
}
interface EngineBindings {
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
  SchemaEngine: { new: (options: unknown, log: (line: string) => void, adapter: unknown) => Promise<SchemaEngine> };
}

/** The SQL that takes the database at `databaseUrl` to what prisma/schema says; empty when they agree. */
export async function diffToSchema(databaseUrl: string): Promise<string> {
  const folder = join(projectRoot, 'prisma/schema');
  const files = await Promise.all(
    (await readdir(folder)).map(async (name) => {
      const path = join(folder, name);
      return { path, content: await readFile(path, 'utf8') };
    }),
  );
  const bindings = await loadEngine();
  const adapter = bindMigrationAwareSqlAdapterFactory(new CatalogueAdapter(databaseUrl));
  const engine = await bindings.SchemaEngine.new(
    { datamodels: files.map(({ path, content }) => [path, content]) },
    () => undefined,
    adapter,
  );
  try {
    const { stdout } = await engine.diff({
      from: { tag: 'schemaDatasource', files, configDir: folder },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return stdout?.includes('-- This is an empty migration.') ? '' : (stdout ?? '');
  } finally {
    engine.free();
  }
}

async function loadEngine(): Promise<EngineBindings> {
  const folder = dirname(require.resolve('@prisma/schema-engine-wasm'));
  // The engine reports a panic through this global and cannot say why it failed without it.
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => console.error(message) },
  });
  const bindings = (await import(join(folder, 'schema_engine_bg.js'))) as EngineBindings;
  const module = await WebAssembly.compile(await readFile(join(folder, 'schema_engine_bg.wasm')));
  const imports = bindings as unknown as WebAssembly.ModuleImports;
  const instance = await WebAssembly.instantiate(module, { './schema_engine_bg.js': imports });
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports as { __wbindgen_start(): void }).__wbindgen_start();
  return bindings;
}

const INTERNAL_CHAR = 18;
const BLANK_PADDED_CHAR = 1042;

/**
 * The adapter refuses the catalogue's one-byte "char" columns, and the engine insists on characters there. So they pass
 * the adapter as text, and its answer, which holds the very rows the pool gave, is corrected afterwards.
 */
class CatalogueAdapter extends PrismaPg {
  readonly #charColumns: WeakMap<object, number[]>;

  constructor(databaseUrl: string) {
    const charColumns = new WeakMap<object, number[]>();
    super(cataloguePool(databaseUrl, charColumns), { disposeExternalPool: true });
    this.#charColumns = charColumns;
  }

  override async connect() {
    const adapter = await super.connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query);
      for (const column of this.#charColumns.get(result.rows) ?? []) {
        result.columnTypes[column] = ColumnTypeEnum.Character;
      }
      return result;
    };
    return adapter;
  }
}

function cataloguePool(databaseUrl: string, charColumns: WeakMap<object, number[]>): pg.Pool {
  const pool = new pg.Pool({ connectionString: databaseUrl });
  const query = pool.query.bind(pool) as (config: pg.QueryConfig) => Promise<pg.QueryResult>;
  const queryAsText = async (config: pg.QueryConfig) => {
    const { fields, rows, ...rest } = await query(config);
    const columns = [...fields.keys()].filter((index) => fields[index]?.dataTypeID === INTERNAL_CHAR);
    charColumns.set(rows, columns);
    const known = fields.map((field, index) =>
      columns.includes(index) ? { ...field, dataTypeID: BLANK_PADDED_CHAR } : field,
    );
    return { ...rest, rows, fields: known };
  };
  pool.query = queryAsText as pg.Pool['query'];
  return pool;
}
