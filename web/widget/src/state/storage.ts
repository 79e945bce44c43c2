/* What lasts in this browser, shared by its tabs. Where storing is forbidden it lasts as long as
 * the page. Keys: session, unsent, draft, settings. */

const PREFIX = 'weiquan.';
const memory = new Map<string, unknown>();

/** A stored value. What an older version or another script left is checked by whoever asks. */
export function recall(key: string): unknown {
  let found;
  try {
    found = localStorage.getItem(PREFIX + key);
  } catch {
    return memory.get(key);
  }
  try {
    return found === null ? undefined : JSON.parse(found);
  } catch {
    return undefined;
  }
}

export function remember(key: string, value: unknown): void {
  memory.set(key, value);
  try {
    if (value === undefined) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // Full or forbidden: it stands in memory.
  }
}

/** Calls back when another tab has changed a value; returns how to stop. */
export function watch(changed: (key: string) => void): () => void {
  const heard = (event: StorageEvent): void => {
    if (event.key && event.key.startsWith(PREFIX)) changed(event.key.slice(PREFIX.length));
  };
  window.addEventListener('storage', heard);
  return () => window.removeEventListener('storage', heard);
}

/** A key that nobody else has; crypto.randomUUID is missing on plain http. */
export const uniqueKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => (byte + 256).toString(16).slice(1)).join('');
