import { describeRoutes } from '../http/described/describe-routes.js';
import { OperationDetailAnswer, OperationsAnswer } from './operation.response.js';
import { PAGE } from '../history/query/parameters.js';

const params = { id: { description: 'Of the operation.', schema: { type: 'string', format: 'uuid' } } };

export const api = describeRoutes('Operations', {
  listOperations: {
    summary: 'Lists operations',
    access: 'admin',
    query: PAGE,
    answers: { 200: { description: 'A page of operations.', type: OperationsAnswer } },
  },
  showOperation: {
    summary: 'Shows how far an operation is, and what became of its deliveries',
    access: 'admin',
    params,
    answers: { 200: { description: 'The operation.', type: OperationDetailAnswer } },
    refusals: [404],
  },
  cancelOperation: {
    summary: 'Ends a running operation; what it did stays done',
    access: 'admin',
    params,
    answers: { 200: { description: 'It is ended.', type: OperationDetailAnswer } },
    refusals: [404, 409, 507],
  },
});
