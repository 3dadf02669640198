/**
 * A program that runs the built gateway again and again, one after the other, in one process: from the second on its code is loaded and
 * warm, and a start takes a third of the processor time. Its argument is the gateway's `start.js`; each message says with which
 * environment and in which folder one is started. A gateway that stops is told by a line of standard output, after all of its own lines.
 */
import { writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { ENDED, type Start } from './gateway-host.ts';

// The gateway reads arguments of its own.
const program = pathToFileURL(process.argv.pop()!).href;
const own = { ...process.env };
const end = process.exit.bind(process);
/** A listener of the process, whatever the event hands it. */
type Listener = (...args: unknown[]) => void;

const before = new Map(process.eventNames().map((name) => [name, listenersOf(name)]));
let starts = 0;

process.setMaxListeners(0);
process.on('disconnect', () => end());
process.on('message', start);
const ours: ReadonlySet<string | symbol> = new Set(['disconnect', 'message']);
process.exit = ((code?: number) => {
  // A gateway that could not start leaves what it has opened.
  if ((code ?? 0) !== 0) end(code);
  for (const name of process.eventNames().filter((each) => !ours.has(each)))
    for (const listener of listenersOf(name).filter((each) => !before.get(name)?.includes(each)))
      // The log of a process is that of its first gateway, which writes the rest of it at every exit.
      if (name === 'exit') listener(0);
      else process.off(name, listener);
  for (const name of Object.keys(process.env)) if (!(name in own)) delete process.env[name];
  Object.assign(process.env, own);
  process.chdir('/');
  writeSync(1, `${ENDED}\n`);
}) as typeof process.exit;

function start({ env, cwd }: Start): void {
  process.chdir(cwd);
  Object.assign(process.env, env);
  starts += 1;
  void import(`${program}?start=${starts}`);
}

function listenersOf(name: string | symbol): readonly Listener[] {
  return process.listeners(name as NodeJS.Signals) as Listener[];
}
