/**
 * Preloaded into every process of the bench, the measured ones included. It reports what the process has used, takes
 * CPU profiles, and ends the process when the bench has ended in any way.
 */
import { writeFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';
import { answer } from './calls.ts';

/** Resources that a process has used. */
export interface Usage {
  /** User and system time of all threads since the start, µs. */
  readonly cpuUs: number;
  /** Resident set, bytes: now, and at most since the start. */
  readonly rss: number;
  readonly rssPeak: number;
}

/** Time between two samples of a profile, µs. */
const SAMPLE_US = 500;

let session: Session | null = null;

answer({ usage, startProfile, writeProfile });
process.on('disconnect', () => process.exit(1));
process.channel?.unref();

function usage(): Usage {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return { cpuUs: userCPUTime + systemCPUTime, rss: process.memoryUsage.rss(), rssPeak: maxRSS * 1024 };
}

async function startProfile(): Promise<void> {
  session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: SAMPLE_US });
  await session.post('Profiler.start');
}

async function writeProfile(file: string): Promise<void> {
  if (!session) throw new Error('No profile was started.');
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  session = null;
  await writeFile(file, JSON.stringify(profile));
}
