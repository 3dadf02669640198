import './facts.css';
import { Text } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { Copy } from './code.tsx';

/** A list of names and their values. */
export function Facts({ children }: { readonly children: ReactNode }): ReactElement {
  return <dl className="facts">{children}</dl>;
}

interface FactProps {
  readonly name: string;
  /** A word beside the name, such as where the value comes from. */
  readonly remark?: string | null;
  /** Text that a button copies; absent: no button. */
  readonly copy?: string;
  readonly children: ReactNode;
}

/** One name and its value. */
export function Fact({ name, remark = null, copy, children }: FactProps): ReactElement {
  return (
    <div>
      <dt className="break">
        {name}
        {remark !== null && (
          <Text span size="xs" className="tone-accent">
            {' '}
            {remark}
          </Text>
        )}
      </dt>
      <dd className="break">
        <div>{children}</div>
        {copy !== undefined && <Copy value={copy} label={`Copy ${name}`} />}
      </dd>
    </div>
  );
}
