import type { ReactElement } from 'react';

/** Shows a text whose words between backticks are code. */
export function Words({ text }: { readonly text: string }): ReactElement {
  return (
    <>
      {text.split('`').map((part, at) =>
        at % 2 === 0 ? (
          part
        ) : (
          <span key={at} className="mono">
            {part}
          </span>
        ),
      )}
    </>
  );
}
