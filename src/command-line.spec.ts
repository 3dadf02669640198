import { describe, expect, it } from '@jest/globals';
import { readStartArguments } from './command-line.js';
import { VERSION } from './modules/config/version.js';

describe(readStartArguments.name, () => {
  it.each([[[]], [['start']], [['start', '--json']]])('starts the gateway with %j', (args: string[]) => {
    expect(readStartArguments(args)).toBeNull();
  });

  it.each(['--help', '-h'])('shows how to use the command with %s', (flag) => {
    expect(readStartArguments([flag])).toEqual({
      text: expect.stringMatching(/^Usage: streamgank-webhook-gateway/),
      stream: 'stdout',
      exitCode: 0,
    });
  });

  it.each(['--version', '-v'])('shows the version with %s', (flag) => {
    expect(readStartArguments(['start', flag])).toEqual({
      text: `${VERSION}\n`,
      stream: 'stdout',
      exitCode: 0,
    });
  });

  it.each([[['--port', '3000']], [['strat']], [['start', 'now']]])(
    'refuses %j with the usage',
    (args: string[]) => {
      expect(readStartArguments(args)).toMatchObject({
        text: expect.stringContaining('Usage:'),
        stream: 'stderr',
        exitCode: 2,
      });
    },
  );
});
