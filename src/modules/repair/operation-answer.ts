import type { FastifyReply } from 'fastify';
import { Refusal } from '../model/refusal.js';
import type { OperationStart } from './bulk-repairs.service.js';
import type { DryRun } from './dry-runs.service.js';
import type { OperationPresenter } from './operation.presenter.js';
import type { DryRunAnswer, OperationAnswer } from './operation.response.js';
import { RUNNING_MAX } from './operations.service.js';

/**
 * The answer to a request for an operation: `202` where it was started, `200` for a dry run.
 *
 * @param view what the answer to a dry run has beside its counts
 * @throws Refusal `too_many_operations`
 */
export function startAnswer<Dry extends DryRun<unknown>, View extends object>(
  start: OperationStart<Dry>,
  reply: FastifyReply,
  presenter: OperationPresenter,
  view: (dryRun: Dry) => View,
): OperationAnswer | (DryRunAnswer & View) {
  switch (start.kind) {
    case 'busy': {
      const message = `${RUNNING_MAX} operations are running; wait until one is done, or cancel one.`;
      throw Refusal.conflict(message, 'too_many_operations');
    }
    case 'dry-run':
      void reply.status(200);
      return { ...presenter.dryRun(start.dryRun), ...view(start.dryRun) };
    case 'started':
      void reply.status(202);
      return { success: true, operation: presenter.started(start.operation) };
  }
}
