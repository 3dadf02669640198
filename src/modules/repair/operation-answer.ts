import type { FastifyReply } from 'fastify';
import { Refusal } from '../model/refusal.js';
import type { OperationStart } from './bulk-repairs.service.js';
import type { OperationPresenter } from './operation.presenter.js';
import type { DryRunAnswer, OperationAnswer } from './operation.response.js';
import { RUNNING_MAX } from './operations.service.js';

/**
 * The answer to a request for an operation: `202` where it was started, `200` for a dry run.
 *
 * @param rowView presents a row of the dry run's sample
 * @throws Refusal `too_many_operations`
 */
export function startAnswer<Row, View>(
  start: OperationStart<Row>,
  reply: FastifyReply,
  presenter: OperationPresenter,
  rowView: (row: Row) => View,
): OperationAnswer | (DryRunAnswer & { sample: View[] }) {
  switch (start.kind) {
    case 'busy': {
      const message = `${RUNNING_MAX} operations are running; wait until one is done, or cancel one.`;
      throw Refusal.conflict(message, 'too_many_operations');
    }
    case 'dry-run':
      void reply.status(200);
      return { ...presenter.dryRun(start.dryRun), sample: start.dryRun.sample.map(rowView) };
    case 'started':
      void reply.status(202);
      return { success: true, operation: presenter.started(start.operation) };
  }
}
