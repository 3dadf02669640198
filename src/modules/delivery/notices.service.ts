import { Injectable } from '@nestjs/common';
import { Subject, type Observable } from 'rxjs';
import type { Notice } from './notice.js';

/** The board where the delivery room posts its notices. */
@Injectable()
export class DeliveryNotices {
  readonly #subject = new Subject<Notice>();
  readonly stream: Observable<Notice> = this.#subject.asObservable();

  post(notice: Notice): void {
    this.#subject.next(notice);
  }
}
