import { SegmentedControl } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Endpoint, PreviewSource } from '../api/types.ts';

/** The request of a job that the preview shows: its first message, or what continues that. */
export type Part = 'first' | 'edit' | 'announce' | 'reply';

const FIRST = { value: 'first', label: 'First message' } as const;
/** Names of the requests, by the way in which the endpoint tells of a job. */
const PARTS: Readonly<
  Record<'live' | 'thread', readonly { readonly value: Part; readonly label: string }[]>
> = {
  live: [FIRST, { value: 'edit', label: 'Edited' }, { value: 'announce', label: 'Announcement' }],
  thread: [FIRST, { value: 'reply', label: 'Reply' }],
};

/** Returns what a request for a preview says of the part. */
export function continued(part: Part): Pick<PreviewSource, 'conversation'> {
  return part === 'first' ? {} : { conversation: part };
}

interface MessagePartProps {
  readonly endpoint: Pick<Endpoint, 'conversation'>;
  readonly part: Part;
  readonly onPart: (part: Part) => void;
}

/** Chooses what the preview shows where the events of a job share a message or a thread; nothing where each has its own. */
export function MessagePart({ endpoint, part, onPart }: MessagePartProps): ReactElement | null {
  const { conversation } = endpoint;
  if (conversation !== 'live' && conversation !== 'thread') return null;
  return (
    <SegmentedControl
      size="xs"
      data={[...PARTS[conversation]]}
      value={part}
      onChange={(value) => onPart(value as Part)}
      aria-label="Message of the job"
    />
  );
}
