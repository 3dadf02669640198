import { ConflictException } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { operationView } from './operation-view.js';
import { RUNNING_MAX, type Begun } from './repairs.service.js';

/** The answer to who asked for an operation: `202` where one was begun, `200` where only told of. */
export function begunView<Row>(
  begun: Begun<Row>,
  reply: FastifyReply,
  nameOf: (id: string) => string | null,
  rowView: (row: Row) => object,
): object {
  if (begun.kind === 'busy') {
    const message = `${RUNNING_MAX} operations are running; wait until one is done, or cancel one.`;
    throw new ConflictException({ code: 'too_many_operations', message });
  }
  if (begun.kind === 'survey') {
    const { count, complete, sample } = begun.survey;
    void reply.status(200);
    return { success: true, dry_run: true, count, complete, sample: sample.map(rowView) };
  }
  void reply.status(202);
  return { success: true, operation: operationView(begun.operation, nameOf) };
}
