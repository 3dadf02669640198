import { spawnSync } from 'node:child_process';
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

  it('is a script that bash takes, and completes', () => {
    const script = `${completionScript('bash', program())}
COMP_WORDS=(gateway redeliver --dr); COMP_CWORD=2; _gateway; echo "\${COMPREPLY[@]}"`;
    expect(spawnSync('bash', ['-c', script], { encoding: 'utf8' })).toMatchObject({
      stdout: '--dry-run\n',
      stderr: '',
    });
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
