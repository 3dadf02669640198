import type { ReactElement } from 'react';
import { tailOf } from './tail.ts';

/**
 * Shows an id, shortened in the middle when space is short, because ids of one kind differ at their end. Screen
 * readers, the title and a copy get all of it.
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
