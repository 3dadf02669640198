import { Injectable, NotFoundException, type HttpException } from '@nestjs/common';
import { Failures } from './failures.service.js';

/** Limits how many wrong action links one address may try, as wrong keys are limited. */
@Injectable()
export class LinkGuesses {
  constructor(private readonly failures: Failures) {}

  /** Returns the refusal (429) of an address that has guessed too often; null for all others. */
  lockOut(address: string): HttpException | null {
    return this.failures.lockOut(address, 'link');
  }

  /** Counts a wrong link. Returns the refusal (429) where it is one too many; else null. */
  note(address: string, text: string): HttpException | null {
    const wrong = new NotFoundException();
    const refusal = this.failures.note(address, 'link', text, wrong);
    return refusal === wrong ? null : refusal;
  }
}
