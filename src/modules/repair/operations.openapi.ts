import { describeRoutes } from '../http/described/describe-routes.js';
import { OperationDetailAnswer, OperationsAnswer } from './operation.response.js';
import { PAGE } from '../history/query/parameters.js';

const params = { id: { description: 'Id of the operation.', schema: { type: 'string', format: 'uuid' } } };

export const api = describeRoutes('Operations', {
  listOperations: {
    summary: 'Lists operations',
    access: 'admin',
    query: PAGE,
    answers: { 200: { description: 'A page of operations.', type: OperationsAnswer } },
  },
  showOperation: {
    summary: 'Shows the progress of an operation and the outcome of its deliveries',
    access: 'admin',
    params,
    answers: { 200: { description: 'The operation.', type: OperationDetailAnswer } },
    refusals: [404],
  },
  cancelOperation: {
    summary: 'Ends a running operation; the deliveries it changed stay changed',
    access: 'admin',
    params,
    answers: { 200: { description: 'The operation has ended.', type: OperationDetailAnswer } },
    refusals: [404, 409, 507],
  },
});
