import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { exitCodeOf } from './cli-error.js';
import { accessOf } from './options.js';
import { completionScript, SHELLS } from './completion.js';
import { program } from './program.js';
import { bodyOf } from './sending/send-one.js';

describe('Every command', () => {
  it.each(program().commands.map((command) => [command.name(), command] as const))(
    '%s has a help',
    (name, command) => {
      const help = command.helpInformation();
      expect(help).toContain(`Usage: gateway ${name}`);
      expect(command.description()).toMatch(/^[A-Z].*\.$/);
    },
  );
});

describe('A command that is called wrongly', () => {
  /** No gateway answers there: a command that calls one fails otherwise. */
  const nowhere = ['--url', 'http://127.0.0.1:9'];

  it.each([
    [
      ['deliveries', '--state', 'failed,lost'],
      "'--state <states>' argument 'failed,lost' is invalid. Accepted: pending",
    ],
    [
      ['tail', '--only', 'attempts'],
      "'--only <kinds>' argument 'attempts' is invalid. Accepted: event, attempt",
    ],
    [
      ['tail', '--state', 'sent'],
      "'--state <states>' argument 'sent' is invalid. Accepted: pending, sending, delivered, failed, cancelled, retry, rejected",
    ],
    ...['tail', 'events', 'deliveries', 'redeliver'].map((name): [string[], string] => [
      [name, '--type', 'job.*,Job Done'],
      "'--type <types>' argument 'job.*,Job Done' is invalid. Accepted: event types or patterns such as job.*",
    ]),
    [
      ['listen', '--forward', 'http://127.0.0.1:1', '--type', 'Job Done'],
      "'--type <types>' argument 'Job Done' is invalid. Accepted: event types",
    ],
    [['events', 'e-1', '--type', 'job.*'], 'or a filter, not both: leave out --type.'],
    [
      ['deliveries', 'x', '--state', 'failed', '--limit', '3'],
      'or a filter, not both: leave out --state, --limit.',
    ],
    [['retry', 'x', '--dry-run'], 'or a filter, not both: leave out --dry-run.'],
    [['redeliver', 'x', '--rate', '5'], 'or a filter, not both: leave out --rate.'],
    [['send', 'job.completed', '--data', '[1]'], 'The data must be a JSON object.'],
    [['redeliver', '--yes'], 'Give the id of a delivery, or a filter'],
    [['redeliver', 'x', '--endpoint', 'webhook_1'], 'filter'],
    [['mute', 'webhook_2'], '--for or --until'],
    [['mute', 'webhook_2', '--for', '1h', '--until', '2099-01-01T00:00Z'], '--for or --until'],
    [['mute', '--for', '1h'], 'Give an endpoint, or --all'],
    [['mute', 'webhook_2', '--all', '--for', '1h'], 'Give an endpoint, or --all'],
    [['mute', 'webhook_2', '--for', 'soon'], '--for is a whole number followed by'],
  ])('%j says what is wrong before it calls the gateway', async (args, expected) => {
    const error = await program()
      .parseAsync([...args, ...nowhere], { from: 'user' })
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ message: expect.stringContaining(expected) });
    expect(exitCodeOf(error)).toBe(2);
  });
});

describe('The completion', () => {
  it.each(SHELLS)('in %s knows every command and option', (shell) => {
    const script = completionScript(shell, program());
    for (const command of program().commands) {
      expect(script).toContain(command.name());
      for (const { long } of command.options) expect(script).toContain(long!);
    }
  });

  it.each([
    ['redeliver --dr', '--dry-run'],
    ['deliveries --state f', 'failed'],
    ['tail --state reje', 'rejected'],
    ['tail --only inc', 'incident'],
    ['deliveries --job ""', ''],
    ['completion z', 'zsh'],
    ['verify --request "saved r"', 'saved request.http'],
    ['send --file saved', 'saved request.http'],
    ['backup saved', 'saved request.http'],
    ['backup --data', '--database'],
    ['backup --database ""', ''],
    ['deli', 'deliveries'],
  ])('in bash completes "gateway %s" to "%s"', (line, completed) => {
    const folder = mkdtempSync(join(tmpdir(), 'gateway-completion-'));
    writeFileSync(join(folder, 'saved request.http'), '');
    const script = `${completionScript('bash', program())}
COMP_WORDS=(gateway ${line}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _gateway; (IFS='|'; echo "\${COMPREPLY[*]}")`;
    const { stdout, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8', cwd: folder });
    rmSync(folder, { recursive: true });
    expect({ stdout, stderr }).toEqual({ stdout: `${completed}\n`, stderr: '' });
  });
});

describe('The access to a gateway', () => {
  it('keeps a base path, and refuses credentials in the URL and keys with spaces', () => {
    expect(accessOf({ url: 'https://hooks.test/gateway/', key: ' k-1 ' }, {})).toEqual({
      url: 'https://hooks.test/gateway',
      key: 'k-1',
    });
    expect(accessOf({ url: '' }, {})).toEqual({ url: 'http://127.0.0.1:3000', key: null });
    expect(() => accessOf({ url: 'https://user:secret@hooks.test' }, {})).toThrow(
      '--url holds no credentials',
    );
    expect(() => accessOf({ key: 'two words' }, {})).toThrow('The key holds characters');
    expect(() => accessOf({}, { GATEWAY_KEY_FILE: '/nowhere/key' })).toThrow(
      'GATEWAY_KEY_FILE cannot be read',
    );
  });
});

describe('The body of an event', () => {
  it('keeps the text of its data', () => {
    expect(bodyOf({ type: 'job.done', data: '{"n": 1E400}', id: 'a' })).toBe(
      '{"event":"job.done","id":"a","data":{"n": 1E400}}',
    );
    expect(() => bodyOf({ type: 'job.done', data: '{' })).toThrow('The data is no JSON');
  });
});
