import { Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { rawOf } from './raw-error.ts';

interface Explained {
  readonly summary: string;
  readonly next_step: string | null;
}

interface ExplanationProps {
  /** What the gateway makes of the failure; null where it knows no more than the message. */
  readonly explanation: Explained | null | undefined;
  /** The raw message and its code. */
  readonly message: string;
  readonly code: string | undefined;
  /** The HTTP status, shown elsewhere already; 0 or null without a response. */
  readonly status: number | null;
}

/** A failure as one sentence and the next step. The raw text is folded away, and left out where it says nothing more. */
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
