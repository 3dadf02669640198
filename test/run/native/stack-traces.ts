/** Writes the stack of an error. */
type Writer = (error: Error, frames: NodeJS.CallSite[]) => string;

/**
 * Makes a writer of stacks translate the frames of compiled modules alone. Jest's looks for a source map for each frame, and Playwright takes
 * a stack of fifty frames with every call, nearly all of packages.
 */
export function translatingOnly(isCompiled: (module: string) => boolean, translate: Writer): Writer {
  return (error, frames) => {
    const head = translate(error, []);
    const lines = frames.map((frame) =>
      isCompiled(frame.getFileName() ?? '')
        ? translate(error, [frame]).slice(head.length)
        : `\n    at ${String(frame)}`,
    );
    return head + lines.join('');
  };
}
