import type { Migration } from 'kysely/migration';
import { migrationOf } from './migration-of.js';

/**
 * Makes the table of saved views: queries of a list under a name, for all operators.
 *
 * @param id type of an id
 * @param whole type of a time in Unix ms
 * @param more statements of one driver
 */
export const views = (
  id: 'text' | 'uuid',
  whole: 'integer' | 'bigint',
  more: readonly string[] = [],
): Migration =>
  migrationOf([
    `create table views (
    id ${id} not null primary key,
    page text not null, -- list that it shows
    name text not null,
    query text not null, -- in the query language
    actor text not null, -- who saved it, as in the audit log
    created_at ${whole} not null,
    updated_at ${whole} not null,
    constraint views_page check (page in ('events', 'deliveries'))
  )`,
    'create unique index views_name on views (page, lower(name))',
    ...more,
  ]);

/**
 * Reads the data of an event as JSON on PostgreSQL; null for data that its type cannot hold (a NUL, a broken surrogate, deep
 * nesting), so that one such event fails no query.
 */
export const GATEWAY_DATA = `create function gateway_data(data text) returns jsonb language plpgsql immutable parallel safe as $$
  begin
    return data::jsonb;
  exception when others then
    begin
      return regexp_replace(data, '\\\\u(0000|[dD][89abAB][0-9a-fA-F]{2}|[dD][c-fC-F][0-9a-fA-F]{2})', '\\\\\\\\ufffd', 'g')::jsonb;
    exception when others then
      return null;
    end;
  end $$`;
