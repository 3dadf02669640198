import { bytesOf } from '../fit.js';
import { usages, type Usage } from '../message-usage.js';
import { MATRIX_LIMITS, type MatrixContent } from './matrix-message.js';

/** Measures how much of Matrix's limits a message takes. */
export function matrixUsage(body: string): Usage[] {
  const { formatted_body: html } = JSON.parse(body) as MatrixContent;
  const addresses = [...html.matchAll(/ href="([^"]*)"/g)];
  return usages(MATRIX_LIMITS, {
    bytes: [bytesOf(body)],
    url: addresses.map(([, url = '']) => url.replaceAll('&amp;', '&').length),
  });
}
