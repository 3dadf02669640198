import type { Database } from 'better-sqlite3';
import { sql } from 'kysely';
import type { GroupCommit } from './group-commit.js';
import { builderFor, prepare } from './statement.js';

/** More than most events take. */
const BYTES = 65_536;

/** Finds out whether the disk takes writes again. */
export class Probe {
  readonly #group: GroupCommit;
  readonly #fill;
  readonly #empty;

  constructor(writer: Database, group: GroupCommit) {
    const build = builderFor(writer);
    const bytes = sql<Uint8Array>`zeroblob(${sql.lit(BYTES)})`;
    this.#group = group;
    this.#fill = prepare(writer, build.insertInto('filler').values({ bytes }));
    this.#empty = prepare(writer, build.deleteFrom('filler'));
  }

  /** Resolves at once unless a write has failed; rejects while writes still do. */
  async run(): Promise<void> {
    if (!this.#group.failing) return;
    await this.#group.run(() => this.#fill.run({}));
    await this.#group.run(() => this.#empty.run({}));
    this.#group.worksAgain();
  }
}
