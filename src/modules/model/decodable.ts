/** Tells whether the percent escapes of a text are complete, and bytes of UTF-8. */
export function isDecodable(text: string): boolean {
  try {
    // The result is used: the bundler leaves out a call whose result is not, also where it may throw.
    return decodeURIComponent(text).length <= text.length;
  } catch {
    return false;
  }
}
