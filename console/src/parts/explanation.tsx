import { Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { rawOf } from './raw-error.ts';

interface Explained {
  readonly summary: string;
  readonly next_step: string | null;
}

interface ExplanationProps {
  /** The gateway's explanation of the failure; null when there is only a message. */
  readonly explanation: Explained | null | undefined;
  /** Raw message of the failure. */
  readonly message: string;
  readonly code: string | undefined;
  /** HTTP status that is shown elsewhere; 0 or null without a response. */
  readonly status: number | null;
}

/**
 * Explains a failure in one sentence, with the next step. The raw text is folded, and left out when it adds nothing.
 */
export function Explanation({ explanation, message, code, status }: ExplanationProps): ReactElement | null {
  const raw = rawOf({ message, code, status, summary: explanation?.summary });
  return (
    <>
      {explanation && (
        <Text className="break">
          <span className="tone-bad">{explanation.summary}</span> {explanation.next_step}
        </Text>
      )}
      {raw !== '' &&
        (explanation ? (
          <details>
            <Text component="summary" size="sm" c="dimmed" style={{ cursor: 'pointer' }}>
              Raw error
            </Text>
            <Text size="sm" className="mono break">
              {raw}
            </Text>
          </details>
        ) : (
          <Text className="tone-bad break">{raw}</Text>
        ))}
    </>
  );
}
