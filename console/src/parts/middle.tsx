import type { ReactElement } from 'react';
import { tailOf } from './tail.ts';

/**
 * An id of which the middle makes way where there is no room: ids of one kind differ at their end. It stays whole for readers, in
 * the title, and when it is copied.
 */
export function Middle({ text }: { readonly text: string }): ReactElement {
  const tail = tailOf(text);
  const head = text.slice(0, text.length - tail.length);
  return (
    <span className="middle" title={text}>
      <span className="middle-head" style={{ maxWidth: `calc(100% - ${tail.length + 0.5}ch)` }}>
        {head}
      </span>
      {tail}
    </span>
  );
}
