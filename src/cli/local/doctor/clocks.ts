import { Findings, type Finding } from './finding.js';

const OFF_WARN_MS = 5_000;
const OFF_FAIL_MS = 120_000;
const TIMEOUT_MS = 5_000;
/** `Date` counts whole seconds, and the answer takes its time. */
const DATE_STEP_MS = 1_000;

/** Judges the difference of two clocks, ms. */
export function clockFinding(check: string, offsetMs: number, other: string): Finding {
  const clock = new Findings(check);
  const off = Math.abs(offsetMs);
  const text = `The clock of this machine is ${Math.round(off / 1_000)} s ${offsetMs > 0 ? 'behind' : 'ahead of'} ${other}.`;
  const advice = 'Synchronise the clocks (NTP): receivers refuse signatures that are five minutes off.';
  if (off >= OFF_FAIL_MS) return clock.fail(text, advice);
  return off >= OFF_WARN_MS
    ? clock.warn(text, advice)
    : clock.ok(`The clock of this machine agrees with ${other}.`);
}

/** Compares the clock with the `Date` of an HTTP server that the operator names. */
export async function checkClock(url: string | undefined): Promise<Finding[]> {
  if (url === undefined) return [];
  try {
    const before = Date.now();
    const { headers } = await fetch(url, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const date = Date.parse(headers.get('date') ?? '');
    if (Number.isNaN(date))
      return [new Findings('clock').warn(`${url} sends no Date.`, 'Name another server by --clock.')];
    const offset = date + DATE_STEP_MS / 2 - (before + Date.now()) / 2;
    return [clockFinding('clock', Math.abs(offset) < DATE_STEP_MS ? 0 : offset, url)];
  } catch (error) {
    return [
      new Findings('clock').warn(
        `${url} does not answer (${reasonOf(error as Error)}).`,
        'Name another server by --clock.',
      ),
    ];
  }
}

/** `fetch` tells the reason in the cause of its error. */
function reasonOf({ message, cause }: Error): string {
  const { code, message: why } = (cause ?? {}) as NodeJS.ErrnoException;
  return code ?? why ?? message;
}
