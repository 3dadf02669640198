const ASSIGNMENT = /^\s*(?:export\s+)?[\w.-]+(?:\s*=|:\s)\s*(.*)$/;

/**
 * Finds lines that dotenv would silently skip: lines that assign nothing, and quotes that are never closed. Each fault is
 * a clause that names the line by its number, never by its text, which may be half a secret.
 */
export function faultyLines(text: string): readonly string[] {
  const faults: string[] = [];
  let open: { readonly quote: string; readonly line: number } | null = null;
  for (const [index, line] of text.split(/\r\n?|\n/).entries()) {
    if (open !== null) {
      if (closes(line, open.quote)) open = null;
      continue;
    }
    if (/^\s*(#|$)/.test(line)) continue;
    const value = ASSIGNMENT.exec(line)?.[1];
    if (value === undefined) faults.push(`line ${index + 1} is not NAME=value`);
    const quote = /^["'`]/.exec(value ?? '')?.[0];
    if (quote !== undefined && !closes(value!.slice(1), quote)) open = { quote, line: index + 1 };
  }
  return open === null ? faults : [...faults, `the quote opened in line ${open.line} is never closed`];
}

function closes(text: string, quote: string): boolean {
  return text.replaceAll(`\\${quote}`, '').includes(quote);
}

/** Finds lines on which dotenv cuts a value at a `#` without a space before it; the `#` most likely belongs to the value. */
export function cutLines(text: string): readonly number[] {
  return text.split(/\r\n?|\n/).flatMap((line, index) => {
    const value = ASSIGNMENT.exec(line)?.[1] ?? '';
    return /^[^"'`#][^#]*(?<!\s)#/.test(value) ? [index + 1] : [];
  });
}
