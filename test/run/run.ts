import { Leftovers } from './leftovers.ts';
import { isQuickRun } from './long.ts';
import { PostgresDesk } from './postgres-desk.ts';

/** The surroundings of a test run: a desk where they ask for PostgreSQL, and a look for processes left over. */
let desk: PostgresDesk;
let leftovers: Leftovers;

export async function begin(): Promise<void> {
  if (isQuickRun)
    process.stdout.write(
      'npm run test:faults runs what only makes sense long: kills, freezes, crashes, bad networks and full disks under load, ' +
        'two versions side by side, and all combinations of what is tried in part here.\n',
    );
  leftovers = new Leftovers();
  desk = await PostgresDesk.open();
}

/** @throws when processes of the run are left, which fails the run */
export async function end(): Promise<void> {
  await desk.close();
  await leftovers.none();
}
