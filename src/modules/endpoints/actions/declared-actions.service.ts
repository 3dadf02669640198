import { Injectable } from '@nestjs/common';
import type { JobAction } from '../../model/action.js';

/** Holds the actions that the configuration file declares: each node reads its own file, at the start and at each `SIGHUP`. */
@Injectable()
export class DeclaredActions {
  #actions: readonly JobAction[] = [];

  all(): readonly JobAction[] {
    return this.#actions;
  }

  find(name: string): JobAction | undefined {
    return this.#actions.find((action) => action.name === name);
  }

  use(actions: readonly JobAction[]): void {
    this.#actions = actions;
  }
}
