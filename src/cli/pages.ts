import type { Api, Json } from './api.js';

const PAGE_MAX = 200;

/** A list of the API. */
export interface List {
  readonly path: string;
  /** Field of the answer that holds the entries. */
  readonly field: string;
  readonly query: Readonly<Record<string, string | undefined>>;
}

/** Reads a list page by page, until `limit` entries are there or the list ends. */
export async function* entries(api: Api, { path, field, query }: List, limit: number): AsyncGenerator<Json> {
  let left = limit;
  let cursor: string | undefined;
  while (left > 0) {
    const page = await api.call('GET', path, {
      query: { ...query, limit: String(Math.min(left, PAGE_MAX)), cursor },
    });
    for (const entry of page[field] as Json[]) {
      yield entry;
      if (--left === 0) return;
    }
    if (page['next_cursor'] === null) return;
    cursor = page['next_cursor'] as string;
  }
}

/** Reads a list into memory. */
export async function listed(api: Api, list: List, limit: number): Promise<Json[]> {
  const all: Json[] = [];
  for await (const entry of entries(api, list, limit)) all.push(entry);
  return all;
}
