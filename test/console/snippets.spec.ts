import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Receiver } from '../support/receiver.js';

const FOLDER = join(import.meta.dirname, '../../console/src/preview/snippets');
const SECRET = 'a-secret-of-the-test';
const BODY = '{"event":"job.completed","data":{"title":"Café 🎬"}}';
const signed = (secret: string): string =>
  `sha256=${createHmac('sha256', secret).update(BODY).digest('hex')}`;
const snippet = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');

/** Runs a program that prints true or false for the signature it is given. */
function verdict(command: string, args: string[], signature: string): string {
  const env = { ...process.env, WEBHOOK_SECRET_KEY: SECRET, SIGNATURE: signature };
  const { stdout, stderr } = spawnSync(command, args, { input: BODY, env, encoding: 'utf8' });
  return `${stdout}${stderr}`.trim().toLowerCase();
}

/** Node is there wherever these tests run; of another language it is said where the machine does not have it. */
function has(language: string, command: string, version: string): boolean {
  const { status, error } = spawnSync(command, [version]);
  if (status === 0) return true;
  process.stderr.write(`The ${language} code is not tried: ${error?.message ?? `${command} does not run`}\n`);
  return false;
}

/** The main function that makes a program of the package that the console shows. */
const GO_MAIN = `package main
import ("fmt"; "io"; "os")
func main() {
  body, _ := io.ReadAll(os.Stdin)
  fmt.Println(Verify(body, os.Getenv("SIGNATURE"), os.Getenv("WEBHOOK_SECRET_KEY")))
}`;

/**
 * Builds the Go code into `program`; the standard library, too, where nobody has built it before: without optimisation,
 * which takes two thirds of the time.
 */
function buildGo(program: string): void {
  const folder = dirname(program);
  writeFileSync(join(folder, 'main.go'), GO_MAIN);
  writeFileSync(join(folder, 'verify.go'), snippet('verify.go').replace('package webhook', 'package main'));
  const args = ['build', '-gcflags=all=-N -l', '-o', program, 'main.go', 'verify.go'];
  const { status, stderr } = spawnSync('go', args, { cwd: folder, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
}

describe('The code that the console shows for signatures', () => {
  const node = `${snippet('verify.mjs')}
    import { readFileSync } from 'node:fs';
    console.log(verify(readFileSync(0), process.env.SIGNATURE));`;
  const runs: [string, string, string[]][] = [
    ['Node', process.execPath, ['--input-type=module', '-e', node]],
  ];
  const python = `${snippet('verify.py')}
import sys
print(verify(sys.stdin.buffer.read(), os.environ["SIGNATURE"]))`;
  if (has('Python', 'python3', '--version')) runs.push(['Python', 'python3', ['-c', python]]);
  const folder = mkdtempSync(join(tmpdir(), 'snippet-go-'));
  const go = has('Go', 'go', 'version') ? join(folder, 'verify') : null;
  if (go !== null) runs.push(['Go', go, []]);
  if (has('PHP', 'php', '--version')) {
    const php = `${snippet('verify.php').replace('<?php', '')}
      var_export(verify(file_get_contents('php://stdin'), getenv('SIGNATURE'), getenv('WEBHOOK_SECRET_KEY')));`;
    runs.push(['PHP', 'php', ['-r', php]]);
  }

  beforeAll(() => {
    if (go !== null) buildGo(go);
  }, 180_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(runs)('accepts a right signature and refuses wrong ones in %s', (_name, command, args) => {
    expect(verdict(command, args, signed(SECRET))).toBe('true');
    expect(verdict(command, args, signed('another'))).toBe('false');
    expect(verdict(command, args, '')).toBe('false');
  });

  it('posts a signed request with openssl and curl, if the machine has them', async () => {
    const tools = ['openssl version', 'curl --version'].every(
      (line) => spawnSync('sh', ['-c', line]).status === 0,
    );
    const receiver = await Receiver.start();
    const folder = mkdtempSync(join(tmpdir(), 'snippet-'));
    try {
      writeFileSync(join(folder, 'body.json'), BODY);
      const env = { ...process.env, WEBHOOK_SECRET_KEY: SECRET, RECEIVER_URL: receiver.url() };
      const script = tools ? snippet('sign-and-post.sh') : 'exit 0';
      const child = spawn('sh', ['-c', script], { cwd: folder, env, stdio: 'ignore' });
      const [code] = (await once(child, 'close')) as [number];
      expect(code).toBe(0);
      const got = receiver.requests.map(({ headers, body }) => [headers['x-streamgank-signature'], body]);
      expect(got).toEqual(tools ? [[signed(SECRET), BODY]] : []);
    } finally {
      rmSync(folder, { recursive: true });
      await receiver.close();
    }
  });
});
