import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { TempFolder } from '../support/temp-folder.js';

const ROOT = join(import.meta.dirname, '../..');

describe('npm run demo', () => {
  const folder = new TempFolder();
  let demo: ChildProcess;
  let code: number | null;
  let output: string;
  let errors: string;

  async function run() {
    const child = spawn(process.execPath, ['demo/main.ts', '--data', folder.path], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    demo = child;
    const exit = once(child, 'close') as Promise<[number | null]>;
    const [printed, reported, [ended]] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
    return { output: printed, errors: reported, code: ended };
  }

  beforeAll(async () => {
    ({ code, output, errors } = await run());
  }, 90_000);
  // Only where it hung: it takes its gateway with it.
  afterAll(() => {
    demo.kill();
    folder[Symbol.dispose]();
  });

  it('runs to its end without loss', () => {
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(output).toMatch(/^lost: 0$/m);
  });

  it.each(['App', 'Slack', 'Discord', 'Flaky app'])('shows what %s received', (receiver) => {
    expect(output).toMatch(new RegExp(`^ +[\\d.]+ s  ${receiver} +✓ job\\.completed `, 'm'));
  });

  it('shows the retries of the flaky app', () => {
    expect(output).toMatch(/Flaky app +↻ job\.\w+ .*500 at attempt 2/);
    expect(output).toMatch(/Flaky app +✓ job\.\w+ .*taken at attempt 3/);
  });

  it.each(['Slack', 'Discord'])('draws messages of %s', (platform) => {
    const messages = output.split(`━ ${platform} ━`).slice(1);
    expect(messages.some((message) => message.includes('Video ready'))).toBe(true);
    expect(messages.some((message) => message.includes('Render failed'))).toBe(true);
  });

  it('moves the message of a job in Discord step by step', () => {
    const [states] = output.matchAll(
      /^  ┃ job_\S+ +(\S+ Movies extracted → \S+ Script ready → \S+ Video ready): /gm,
    );
    expect(states).toBeDefined();
    expect(output).toMatch(/Discord +✓ job\.extraction_completed .* posted: \S+ Movies extracted$/m);
    expect(output).toMatch(/Discord +✓ job\.completed .* edited: \S+ Script ready → \S+ Video ready$/m);
    // A compact message keeps the step before the one that it shows.
    expect(output).toMatch(/┃ \S+ Script ready: .*\n(?:.*\n){1,2}.*movies\sextracted.*✓$/m);
    expect(output).toMatch(/┃ \S+ Video ready: .*\n(?:.*\n){1,2}.*script\sready.*✓$/m);
  });

  it('announces a failure that an edit tells of', () => {
    expect(output).toMatch(/Discord +✓ job\.timeout .* edited: .* → \S+ Job timed out$/m);
    expect(output).toMatch(/Discord +✓ job\.timeout .* announced: \S+ Job timed out$/m);
  });

  it('sums up what the events of the jobs became in Discord', () => {
    const sum =
      /^(\d+) job events in Discord: (\d+) messages, (\d+) edits, (\d+) superseded, (\d+) announcements?$/m;
    const [events, messages, edits, superseded, announced] = (sum.exec(output) ?? []).slice(1).map(Number);
    expect(messages).toBe(new Set(output.match(/job_\d{13}_\w+/g)).size);
    expect(messages! + edits! + superseded!).toBe(events);
    expect(superseded).toBeGreaterThan(0);
    expect(announced).toBeGreaterThan(0);
  });

  it('runs a job again whose “Retry job” a person presses in Slack, and moves its message on', () => {
    const [, job] = /Ana +👆 Retry job +(\S+) +pressed the button/.exec(output) ?? [];
    expect(job).toBeDefined();
    const id = job!.slice(-6);
    expect(output).toMatch(
      new RegExp(`Job server +↺ retry pressed +job_\\d+_${id} .*the job runs again$`, 'm'),
    );
    expect(output).toMatch(new RegExp(`^  ┃ \\S*${id} +\\S+ Render failed → .*Video ready: `, 'm'));
  });

  it('tells a storm of 200 failures by a handful of messages, and none while they are muted', () => {
    expect(output).toMatch(/^ +[\d.]+ s  On call +✓ webhook\.digest .*posted: \S+ \d+ × Render failed/m);
    expect(output).toMatch(
      /Ana +🔕 Mute .*hears no render\.failed until \d\d:\d\d UTC, when the mute ends by itself$/m,
    );
    const [, messages] = /^The night: 220 failures, (\d) messages to whoever is on call$/m.exec(output) ?? [];
    expect(Number(messages)).toBeLessThanOrEqual(8);
    expect(output).toMatch(/^3 told one by one · 197 told by \d summar(y|ies) · 20 muted$/m);
  });

  it('recognises an event that was reported twice', () => {
    expect(output).toMatch(/posted again with the same id: (\d+), recognised: \1$/m);
  });

  it('runs a second time on the data of the first', async () => {
    const second = await run();
    expect(second.output).toMatch(/^The night: 220 failures, .*\n.* · 20 muted$/m);
    expect(second).toMatchObject({ code: 0, errors: '' });
  }, 90_000);

  it('writes no escape codes where there is no terminal', () => {
    expect(output).not.toContain('\u001b');
  });
});
