import { Injectable } from '@nestjs/common';

/** Whether the gateway is about to stop. Requests are still served then, but no new ones should be sent here. */
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
