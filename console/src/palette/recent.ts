import type { Item } from './palette-item.ts';

const KEY = 'palette-recent';
const KEPT = 6;

/** The items that were chosen last in this browser, the newest first. */
export function recentItems(): readonly Item[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isItem).map((item) => ({ ...item, group: 'Recent' })) : [];
  } catch {
    return [];
  }
}

/** Remembers a chosen item. Only places are kept: an action is not to be one careless Enter away. */
export function remember({ key, label, detail, deed }: Item): void {
  if (deed.kind !== 'go' || key.startsWith('page ')) return;
  const others = recentItems().filter((item) => item.key !== key);
  const kept = [{ key, label, detail, deed }, ...others].slice(0, KEPT);
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // The browser keeps nothing: there are no recent items then.
  }
}

function isItem(value: unknown): value is Item {
  const { key, label, deed } = (value ?? {}) as Partial<Item>;
  return typeof key === 'string' && typeof label === 'string' && deed?.kind === 'go';
}
