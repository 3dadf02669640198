import { Injectable } from '@nestjs/common';

/** Tells whether the gateway is stopping: it still serves requests, but load balancers should send no new ones. */
@Injectable()
export class Stopping {
  #begun = false;

  get begun(): boolean {
    return this.#begun;
  }

  begin(): void {
    this.#begun = true;
  }
}
