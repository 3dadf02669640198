interface Insertion {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * Replaces a part of a text area's text as if it were typed, so that undo takes it back. `execCommand` is the only way to that;
 * where it is missing, the text is set, and undo does not know of it.
 */
export function insertAt(area: HTMLTextAreaElement, { from, to, text }: Insertion): void {
  area.focus();
  area.setSelectionRange(from, to);
  if (document.execCommand('insertText', false, text)) return;
  area.setRangeText(text, from, to, 'end');
  area.dispatchEvent(new Event('input', { bubbles: true }));
}
