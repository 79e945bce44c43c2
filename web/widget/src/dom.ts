/* Small tools for making elements. Whatever the server sends enters as text, never as markup. */

export type Child = Node | string | number | false | null | undefined;

export const list = <T = any>(value: unknown): T[] => (Array.isArray(value) ? value as T[] : []);

/** An element: `what` is "tag.class.class", `props` are properties or, with "-", attributes. */
export function h<E extends HTMLElement = HTMLElement>(
  what: string, props?: Record<string, unknown> | null, ...children: Child[]
): E {
  const [tag, ...classes] = what.split('.');
  const node = document.createElement(tag) as E;
  if (classes.length) node.className = classes.join(' ');
  for (const [name, value] of Object.entries(props || {})) {
    if (name.includes('-') || name === 'role') node.setAttribute(name, String(value));
    else (node as unknown as Record<string, unknown>)[name] = value;
  }
  fill(node, ...children);
  return node;
}

/** Puts children at the end of a node, leaving out what is nothing. */
export function fill(node: Element, ...children: Child[]): void {
  for (const child of children) {
    if (child || child === 0) node.append(child instanceof Node ? child : String(child));
  }
}

export const button = (look: string, label: string, onclick: (event: MouseEvent) => void) =>
  h<HTMLButtonElement>('button' + look, { type: 'button', onclick }, label);

/** A list of the items, or nothing when there are none; `item` gives one item's content. */
export const bullets = (look: string, items: unknown, item: (one: any) => Child[]): HTMLElement | null =>
  list(items).length ? h('ul' + look, null, ...list(items).map((one) => h('li', null, ...item(one)))) : null;

/** Plain words of the server, a paragraph a line; the head of a listed line is set off. */
export function prose(text: unknown): HTMLElement[] {
  return String(text || '').split(/\n+/).filter((line) => line.trim()).map((line) => {
    const listed = /^(?:[·•]\s*|(?=\d+\. )|【)(.+?)(?:】|：|——)(.*)$/.exec(line);
    if (!listed) return h('p', null, ...sums(line.trim()));
    return h('p.item', null, h('strong', null, listed[1]), h('br'), ...sums(listed[2]));
  });
}

export const day = (iso: unknown): string => String(iso).replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日');

/** Text with every sum of money set off. */
export function sums(text: unknown): Child[] {
  return String(text || '')
    .split(/(\d[\d,.]*(?:[～~至-]\d[\d,.]*)?[万亿]?元)/)
    .map((part, i) => (i % 2 ? h('strong.sum', null, part) : part));
}

/** What unfolds: a line to press, and what it hides. */
export const fold = (look: string, title: string, hint: string, ...content: Child[]) =>
  h<HTMLDetailsElement>('details' + look, null,
    h('summary', null, h('span', null, title), hint && h('span.fine', null, hint)), ...content);

/** A link to another site, in a new page; nothing for what is no web address. */
export function link(url: unknown, label: string): HTMLElement | null {
  if (!/^https?:\/\//.test(String(url || ''))) return null;
  const hint = h('span.hidden', null, '（打开新页面）');
  return h('a.link', { href: url, target: '_blank', rel: 'noopener noreferrer' }, label, hint);
}

export const call = (phone: unknown): HTMLElement | null =>
  phone ? h('a.call', { href: 'tel:' + String(phone).replace(/[^\d+]/g, '') }, '拨打 ' + phone) : null;

/** A button that copies; it says for a while whether that worked. */
export function copier(look: string, label: string, text: () => string): HTMLButtonElement {
  const node = button(look, label, async () => {
    node.textContent = (await copy(text(), node)) ? '已复制' : '没复制成，请长按选取';
    setTimeout(() => { node.textContent = label; }, 2500);
  });
  node.setAttribute('aria-live', 'polite');
  return node;
}

async function copy(text: string, near: Element): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = h<HTMLTextAreaElement>('textarea.hidden', { value: text, tabIndex: -1 });
    near.after(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}
