// Preloaded into a gateway (`--import`, in its threads too): the time of day jumps when a file says so.
import { readFileSync } from 'node:fs';

/** The file holds milliseconds, to be added to the time of day. */
const FILE = process.env['CLOCK_SHIFT_FILE']!;
/** The file is looked at this often at most, ms. */
const LOOK_MS = 5;

const RealDate = Date;
let shift = 0;
let lookedAt = -Infinity;

function now(): number {
  const steady = performance.now();
  if (steady - lookedAt > LOOK_MS) {
    lookedAt = steady;
    shift = Number(readFileSync(FILE, 'utf8'));
  }
  return RealDate.now() + shift;
}

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args: [], newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as Date,
  apply: () => new RealDate(now()).toString(),
  get: (target, name, receiver) => (name === 'now' ? now : (Reflect.get(target, name, receiver) as unknown)),
});
