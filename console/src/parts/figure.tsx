import { Text } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';

interface FigureProps {
  readonly label: string;
  /** Undefined while it is loading. */
  readonly value?: ReactNode;
  /** A value that is no figure, such as a state; it is drawn as text. */
  readonly mark?: ReactNode;
  /** A few words below the value, whose line is always reserved. */
  readonly note?: ReactNode;
  readonly tone?: string | undefined;
  /** Makes the figure of its face: a link. Absent: it leads nowhere. */
  readonly children?: (face: ReactNode) => ReactElement;
}

/** A figure with its name above it, one of a row of class `figures`. */
export function Figure({ label, value, mark, note, tone = '', children }: FigureProps): ReactElement {
  const face = (
    <>
      <Text size="xs" c="dimmed" component="span" display="block">
        {label}
      </Text>
      {mark ?? <span className={`figure-value num break ${tone}`}>{value ?? '–'}</span>}
      <Text size="xs" c="dimmed" component="span" display="block" className="num" mih={18}>
        {note}
      </Text>
    </>
  );
  return children ? children(face) : <div className="figure">{face}</div>;
}
