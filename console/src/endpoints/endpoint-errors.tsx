import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { rangeStart, type Range } from '../api/queries.ts';
import type { Endpoint, StatsError } from '../api/types.ts';
import { count } from '../parts/format.ts';
import { Panel } from '../parts/page.tsx';
import { errorColor, errorName } from './error-colors.ts';

interface ErrorsProps {
  readonly endpoint: Endpoint;
  readonly errors: readonly StatsError[];
  readonly range: Range;
}

/** Lists the errors of an endpoint's attempts, the most frequent first, each with its meaning; nothing without any. */
export function EndpointErrors({ endpoint, errors, range }: ErrorsProps): ReactElement | null {
  if (errors.length === 0) return null;
  return (
    <Panel title="Errors" flush>
      <table className="rows rows-cards">
        <thead>
          <tr>
            <th>Error</th>
            <th>Meaning</th>
            <th className="right">Failed attempts</th>
          </tr>
        </thead>
        <tbody>
          {errors.map(({ code, summary, attempts }, place) => (
            <tr key={errorName(code)}>
              <td style={{ whiteSpace: 'nowrap' }}>
                <span className="dot" style={{ color: errorColor(place), marginRight: 8 }} aria-hidden />
                {code === null ? (
                  errorName(code)
                ) : (
                  <Link
                    to="/deliveries"
                    search={{ endpoint: endpoint.webhook_id, error: code, from: rangeStart(range) }}
                    className="link mono"
                  >
                    {code}
                  </Link>
                )}
              </td>
              <td className="card-line">
                <Text size="sm" c="dimmed" className="break">
                  {summary}
                </Text>
              </td>
              <td className="right card-side">{count(attempts)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
