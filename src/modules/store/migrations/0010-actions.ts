import type { Migration } from 'kysely/migration';
import { migrationOf } from './migration-of.js';

/**
 * Makes the table of presses: what readers pressed in messages, so that one message allows an action once over all nodes.
 *
 * @param id type of an id
 * @param whole type of a time in Unix ms
 */
export const actions = (id: 'text' | 'uuid', whole: 'integer' | 'bigint'): Migration =>
  migrationOf([
    `create table action_uses (
    delivery_id ${id} not null, -- whose message carried the action
    action text not null, -- name
    actor text not null, -- who pressed it
    via text not null, -- how: link, console, telegram, ...
    state text not null,
    pressed_at ${whole} not null,
    lease_until ${whole} not null, -- begun: the press may be repeated after this
    primary key (delivery_id, action),
    constraint action_uses_state check (state in ('begun', 'done'))
  )`,
    'create index action_uses_age on action_uses (pressed_at)',
  ]);
