/* The law that a claim rests on. */
import { bullets, day, fold, h, link, list } from '../dom';
import type { Card } from '../model';

/** Each article once, with all its paragraphs that are cited in its `name`. */
export function gather(cites: unknown): Card[] {
  const found = new Map<string, { cite: Card; parts: string[] }>();
  for (const cite of list<Card>(cites)) {
    const article = `${cite.law}${cite.article}`;
    const seen = found.get(article) || { cite, parts: [] };
    const text = String(cite.text || '');
    const part = text.startsWith(article) ? text.slice(article.length) : '';
    if (part && !seen.parts.includes(part)) seen.parts.push(part);
    found.set(article, seen);
  }
  return [...found].map(([article, { cite, parts }]) => ({ ...cite, name: article + parts.join('、') }));
}

/** The articles, folded; nothing when none is cited. */
export function basis(cites: unknown): HTMLElement | null {
  const laws = gather(cites);
  if (!laws.length) return null;
  return fold('.basis', `看依据（${laws.length}条）`, '', bullets('.cites', laws, (cite) => [
    h('strong', null, cite.name), cite.gist && h('p', null, '大意：' + cite.gist),
    h('p.fine', null, cite.in_force_to
      ? `${day(cite.in_force_from)}至${day(cite.in_force_to)}有效`
      : `${day(cite.in_force_from)}起施行，现行有效`),
    cite.full_text && fold('', '条文原文', '', h('p.pre', null, cite.full_text)),
    link(cite.url, /^https?:\/\/[^/]+\/?$/.test(cite.url) ? '去官方网站查原文' : '看官方原文'),
  ]));
}
