/* Small tools for making elements. Whatever the server sends enters as text, never as markup. */

export const byId = (id) => document.getElementById(id);
export const list = (value) => (Array.isArray(value) ? value : []);

/** An element: `what` is "tag.class.class", `props` are properties or, with "-", attributes. */
export function h(what, props, ...children) {
  const [tag, ...classes] = what.split('.');
  const node = document.createElement(tag);
  if (classes.length) node.className = classes.join(' ');
  for (const [name, value] of Object.entries(props || {})) {
    if (name.includes('-')) node.setAttribute(name, value);
    else node[name] = value;
  }
  node.append(...children.filter((child) => child || child === 0));
  return node;
}

export const button = (look, label, onclick) =>
  h('button' + look, { type: 'button', onclick }, label);

/** A list of the items, or nothing when there are none; `item` gives one item's content. */
export const bullets = (look, items, item) => list(items).length > 0 &&
  h('ul' + look, {}, ...items.map((one) => h('li', {}, ...item(one).filter(Boolean))));

/** Plain words of the server, a paragraph a line; the head of a listed line is set off. */
export function prose(text) {
  return String(text || '').split(/\n+/).filter((line) => line.trim()).map((line) => {
    const listed = /^(?:[·•]\s*|(?=\d+\. )|【)(.+?)(?:】|：|——)(.*)$/.exec(line);
    if (!listed) return h('p', {}, ...sums(line.trim()));
    return h('p.item', {}, h('strong', {}, listed[1]), h('br'), ...sums(listed[2]));
  });
}

export const day = (iso) => String(iso).replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日');

/** Text with every sum of money set off. */
export function sums(text) {
  return String(text || '')
    .split(/(\d[\d,.]*(?:[～~至-]\d[\d,.]*)?[万亿]?元)/)
    .map((part, i) => (i % 2 ? h('strong.sum', {}, part) : part));
}

/** What unfolds: a line to press, and what it hides. */
export const fold = (look, title, hint, ...content) =>
  h('details' + look, {},
    h('summary', {}, h('span', {}, title), hint && h('span.fine', {}, hint)), ...content);

export function link(url, label) {
  if (!/^https?:\/\//.test(url || '')) return null;
  const hint = h('span.hidden', {}, '（打开新页面）');
  return h('a.link', { href: url, target: '_blank', rel: 'noopener' }, label, hint);
}

export const call = (phone) =>
  phone && h('a.call', { href: 'tel:' + String(phone).replace(/[^\d+]/g, '') }, '拨打 ' + phone);

export function copier(look, label, text) {
  return button(look, label, async (event) => {
    const node = event.target;
    node.textContent = (await copy(text())) ? '已复制' : '没复制成，请长按选取';
    setTimeout(() => { node.textContent = label; }, 2500);
  });
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (error) {
    const area = h('textarea.hidden', { value: text });
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}

export function scrollTo(node) {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  node.scrollIntoView({ behavior: calm ? 'auto' : 'smooth', block: 'start' });
}
