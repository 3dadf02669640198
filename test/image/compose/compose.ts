import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { command } from '../command.ts';
import type { Program } from './compose-program.ts';

/** Time that the services have until they are healthy, s. */
const WAIT_S = '120';

type Variables = Readonly<Record<string, string>>;

/** Docker Compose with one file of the project, and the variables of its user. */
export class Compose {
  readonly #program: string;
  readonly #first: readonly string[];
  readonly #env: NodeJS.ProcessEnv;
  readonly #envFile: string;

  /**
   * @param host address of the engine
   * @param files the compose file, and a file that holds the variables of the user
   */
  constructor(
    [program, ...args]: Program,
    host: string,
    files: { readonly compose: string; readonly env: string },
  ) {
    this.#program = program;
    this.#first = [...args, '--file', files.compose];
    this.#env = { PATH: process.env['PATH'], HOME: process.env['HOME'], DOCKER_HOST: host };
    this.#envFile = files.env;
  }

  /** Sets all variables of the user, as `.env` does. */
  set(variables: Variables): void {
    writeFileSync(
      this.#envFile,
      Object.entries(variables)
        .map((pair) => `${pair.join('=')}\n`)
        .join(''),
    );
  }

  run(...args: readonly string[]): string {
    return command(
      this.#program,
      [...this.#first, '--env-file', this.#envFile, ...args],
      undefined,
      this.#env,
    );
  }

  /**
   * Starts the services with images that are there, and waits until they are healthy.
   *
   * @throws with the end of their logs where they are not
   */
  up(): void {
    const args = ['--detach', '--no-build', '--pull', 'never', '--wait', '--wait-timeout', WAIT_S];
    try {
      this.run('up', ...args);
    } catch (error) {
      const logs = this.run('logs', '--no-color', '--tail', '15');
      throw new Error(`${(error as Error).message}\n${logs}`, { cause: error });
    }
  }

  containers(...services: readonly string[]): string[] {
    return this.run('ps', '--all', '--quiet', ...services).split('\n');
  }

  /** Returns the complaint of compose where the user has set no variables. */
  refusal(): string {
    const args = [...this.#first, '--env-file', '/dev/null', 'config'];
    const { stdout, stderr, status } = spawnSync(this.#program, args, { encoding: 'utf8', env: this.#env });
    return status === 0 ? '' : `${stdout}${stderr}`;
  }
}
