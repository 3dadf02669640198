import { bytesOf } from '../fit.js';
import { usages, type Usage } from '../message-usage.js';
import { MATRIX_LIMITS } from './matrix-message.js';

/** Measures how much of Matrix's limits a message takes. */
export function matrixUsage(body: string): Usage[] {
  return usages(MATRIX_LIMITS, { bytes: [bytesOf(body)] });
}
