import type { Database } from 'better-sqlite3';
import { STEPS_MS, type Backlog } from '../statistics.js';
import type { GroupCommit } from './group-commit.js';

/** Keeps the most that waited in each minute and hour. */
export class BacklogWriter {
  readonly #group: GroupCommit;
  readonly #put;

  constructor(writer: Database, group: GroupCommit) {
    this.#group = group;
    this.#put = writer.prepare<[Backlog & { readonly step: number; readonly at: number }]>(
      `insert into backlog (step_ms, at, waiting, past_due) values (@step, @at, @waiting, @pastDue)
       on conflict do update set waiting = max(waiting, @waiting), past_due = max(past_due, @pastDue)`,
    );
  }

  /** @param now Unix ms */
  record({ waiting, pastDue }: Backlog, now: number): Promise<void> {
    return this.#group.run(() => {
      for (const step of STEPS_MS) this.#put.run({ step, at: now - (now % step), waiting, pastDue });
    });
  }
}
