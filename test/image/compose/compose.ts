import { spawnSync } from 'node:child_process';
import { command } from '../command.ts';
import type { Program } from './compose-program.ts';

/** Time that the services have until they are healthy, s. */
const WAIT_S = '120';

/** Docker Compose with one file of the project. */
export class Compose {
  readonly #program: string;
  readonly #first: readonly string[];
  readonly #env: NodeJS.ProcessEnv;

  /** @param host address of the engine */
  constructor([program, ...args]: Program, host: string, file: string) {
    this.#program = program;
    this.#first = [...args, '--file', file];
    const { PATH } = process.env;
    this.#env = { PATH, HOME: process.env['HOME'], DOCKER_HOST: host };
  }

  /** @param envFile file with the variables of the user */
  run(envFile: string, ...args: readonly string[]): string {
    return command(this.#program, [...this.#first, '--env-file', envFile, ...args], undefined, this.#env);
  }

  /**
   * Starts the services with images that are there, and waits until they are healthy.
   *
   * @throws with the end of their logs where they are not
   */
  up(envFile: string): void {
    const args = ['--detach', '--no-build', '--pull', 'never', '--wait', '--wait-timeout', WAIT_S];
    try {
      this.run(envFile, 'up', ...args);
    } catch (error) {
      const logs = this.run(envFile, 'logs', '--no-color', '--tail', '15');
      throw new Error(`${(error as Error).message}\n${logs}`, { cause: error });
    }
  }

  containers(envFile: string, ...services: readonly string[]): string[] {
    return this.run(envFile, 'ps', '--all', '--quiet', ...services).split('\n');
  }

  /** What it says where these variables are all that the user has set. */
  refusal(variables: Readonly<Record<string, string>>): string {
    const args = [...this.#first, '--env-file', '/dev/null', 'config'];
    const { stdout, stderr, status } = spawnSync(this.#program, args, {
      encoding: 'utf8',
      env: { ...this.#env, ...variables },
    });
    return status === 0 ? '' : `${stdout}${stderr}`;
  }
}
