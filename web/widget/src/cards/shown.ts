/* What a card is drawn from, and the small parts that many cards share. */
import { button, fill, fold, h, type Child } from '../dom';
import type { Card, Chat, Message, Turn } from '../model';
import { spoken } from './spoken';

export interface Shown { chat: Chat; turn: Turn; reply: Message; card: Card }

let made = 0;

/** An id for what labels or describes another element. */
export const uid = (): string => `weiquan-${++made}`;

/** The button that reads a reply aloud; nothing where the browser cannot, or nothing is to be read. */
export function reader({ chat, reply }: Shown): HTMLButtonElement | null {
  const words = chat.read && spoken(reply);
  if (!words) return null;
  const node = button('.quiet.read', '朗读', () => chat.read!(words, node));
  return node;
}

/** A title with the button that reads its card aloud. */
export function headed(shown: Shown, title: HTMLElement): HTMLElement {
  const read = reader(shown);
  return read ? h('div.head', null, title, read) : title;
}

/** What unfolds and is drawn only then. */
export function lazyFold(look: string, title: string, hint: string, content: () => Child[]): HTMLDetailsElement {
  const node = fold(look, title, hint);
  const open = (): void => {
    if (!node.open) return;
    node.removeEventListener('toggle', open);
    fill(node, ...content());
  };
  node.addEventListener('toggle', open);
  return node;
}

/** Say which option of a question the person takes. */
export const choose = ({ chat }: Shown, fact: string, option: { id: unknown; label: string }): void =>
  chat.say(option.label, { choice: { fact, value: String(option.id) } });
