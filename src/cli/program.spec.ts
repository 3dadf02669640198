import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
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
