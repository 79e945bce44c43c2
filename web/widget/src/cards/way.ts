/* The way there: steps, proofs, deadlines, who helps, what the other side will say. */
import { bullets, call, copier, day, fold, h, link, list, type Child } from '../dom';
import type { Card } from '../model';
import { basis } from './law';
import { offer } from './question';
import { reader, type Shown } from './shown';

const FIRST_STEPS = 2;
const SOON = 15;

/** The first steps open, then everything that unfolds; `text` is what the person may copy. */
export function way(shown: Shown, text?: string): HTMLElement {
  const { card } = shown;
  const proofs = list(card.evidence);
  const have = proofs.filter((proof) => proof.have).length;
  const ahead = list(card.deadlines).map((due) => due.days_left)
    .filter((left) => typeof left === 'number' && left >= 0);
  const excuses = [...list(card.excuses)].sort((a, b) => Number(b.heard) - Number(a.heard));
  const facts = Object.values<Card>(card.fact_labels || {}).filter((fact) => fact && fact.value);
  return h('section.sheet.answer.way', null,
    steps(card.steps),
    h('div.folds', null,
      part('留好证据', `${proofs.length}样` + (have ? `，已有${have}样` : ''), bullets('', proofs, proofItem)),
      part('别误期限', ahead.length ? daysLeft(Math.min(...ahead)) : '', bullets('', card.deadlines, dueItem)),
      part('可以找谁', '', bullets('', card.bodies, bodyItem)),
      part('对方会怎么说，怎么回', `${excuses.length}条`, bullets('', excuses, excuseItem)),
      part('我理解的情况', '不对就直接说', facts.length > 0 && h('dl.facts', null,
        ...facts.flatMap((fact) => [h('dt', null, fact.label), h('dd', null, String(fact.value))]))),
      notices(list(card.notices))),
    offer(shown, '还可能涉及', list(card.also), 'name', 'dispute'),
    offer(shown, '接下来还可以', list(card.offers), 'label'),
    h('div.tools', null, card.as_of && h('span.fine', null, lawDay(card)),
      reader(shown), text && copier('.quiet', '复制这份回答', () => text)));
}

const part = (title: string, hint: string, content: HTMLElement | null | false): HTMLDetailsElement | null =>
  (content ? fold('.fold', title, hint, content) : null);

function notices(all: Card[]): HTMLElement | null {
  const told = part('说明', '', bullets('', all, (notice) => [notice.text]));
  if (told) told.open = all.some((notice) => notice.kind !== 'disclaimer');
  return told;
}

function lawDay(card: Card): string {
  const then = card.law_day && card.law_day !== card.as_of ? `（事情按${day(card.law_day)}的法律算）` : '';
  return `按${day(card.as_of)}有效的法律${then}`;
}

function steps(all: unknown): HTMLElement | null {
  const done = list(all).filter((step) => step.done);
  const todo = list(all).filter((step) => !step.done);
  const later = [...todo.slice(FIRST_STEPS), ...done];
  const item = (step: Card): HTMLElement => h(step.done ? 'li.done' : 'li', null,
    h('strong', null, step.title), step.done && h('span.fine', null, '（已做）'),
    step.detail && h('p', null, step.detail));
  if (!later.length && !todo.length) return null;
  return h('div', null, h('h3', null, '先这样做'),
    h('ol.steps', null, ...todo.slice(0, FIRST_STEPS).map(item)),
    later.length > 0 && fold('.rest', `后面还有${later.length}步`, '',
      h('ol.steps.later', { start: FIRST_STEPS + 1 }, ...later.map(item))));
}

const proofItem = (proof: Card): Child[] => [
  h('strong', null, proof.item), ' ', proof.have && h('span.pill', null, '✓ 已有'),
  proof.why && h('p', null, proof.why), proof.how && h('p.fine', null, '怎么拿：' + proof.how)];

function daysLeft(left: number): string {
  if (left < 0) return `已经过了${-left}天`;
  return left === 0 ? '就是今天' : `还剩${left}天`;
}

export const dueItem = (due: Card): Child[] => [
  h('strong', null, due.what), ' ',
  typeof due.days_left === 'number'
    && h(due.days_left < SOON ? 'span.pill.depends' : 'span.pill', null, daysLeft(due.days_left)),
  due.day && h('p', null, '到' + due.day),
  due.last_day && h('p', null, '最后一天：' + day(due.last_day) + (due.estimated ? '（估算）' : '')),
  due.rule && h('p.fine', null, due.rule),
  due.note && h('p.fine', null, due.note), basis(due.cites)];

const bodyItem = (body: Card): Child[] => [
  h('strong', null, body.name), body.why && h('p', null, body.why),
  (body.phone || body.url) && h('div.act', null, call(body.phone), link(body.url, '打开网站'))];

export const bodies = (all: unknown): HTMLElement | null => bullets('.bodies', all, bodyItem);

const excuseItem = (met: Card): Child[] => [
  h('strong', null, `“${met.said}”`), ' ', met.heard && h('span.pill.depends', null, '您遇到了'),
  met.why && h('p', null, met.why),
  h('p.fine', null, '可以这样回：'), h('p.quote', null, met.reply),
  met.screenshot && h('p.fine', null, '记得截图：' + met.screenshot),
  h('div.act', null, copier('', '复制这句话', () => String(met.reply))), basis(met.cites)];
