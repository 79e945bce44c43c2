/* The answer: what can be claimed first, then what is asked, then the way there. */
import { bullets, fold, h, list, sums, type Child } from '../dom';
import type { Card } from '../model';
import { basis, gather } from './law';
import { said } from './notice';
import { figure, figureOf } from './plain';
import { question } from './question';
import type { Shown } from './shown';
import { way } from './way';

const STATUS: Record<string, string> = { yes: '可以要', depends: '看情况', no: '要不到' };

/** The parts of an answer's text: before its headline or, when that was told before, what is new. */
export function parts({ reply, card }: Shown): { fresh: boolean; before: string; after: string } {
  const text = reply.text || '';
  const at = text.indexOf(card.headline);
  if (at >= 0) return { fresh: true, before: text.slice(0, at), after: text.slice(at) };
  const end = card.ask ? text.lastIndexOf(card.ask.question) : -1;
  return { fresh: false, before: end < 0 ? text : text.slice(0, end), after: '' };
}

/**
 * The text holds the headline when the answer is new or has changed: then the card is shown, with
 * the words before the headline above it. Otherwise the text is what is new, and the card unfolds.
 */
export function answer(shown: Shown): Child[] {
  const { card } = shown;
  const { fresh, before, after } = parts(shown);
  const asked = card.ask ? question(shown, card.ask) : null;
  if (fresh) return [said(before), outcome(card), asked, way(shown, after)];
  return [said(before), asked,
    fold('.whole', '完整的回答', typeof card.total === 'number' ? `共${card.total}元` : '', outcome(card), way(shown))];
}

/** What can be claimed: the headline, the sums. */
export function outcome(card: Card): HTMLElement {
  const claims = list<Card>(card.claims);
  const hopeless = claims.filter((found) => found.status === 'no');
  const sure = (found: Card): number => Number(found.status === 'yes');
  const open = claims.filter((found) => found.status !== 'no').sort((a, b) => sure(b) - sure(a));
  return h('article.sheet.answer', null,
    h('h2.kicker', null, (card.dispute && card.dispute.name) || '回答'),
    h('p.headline', null, ...sums(card.headline)),
    card.aside && h('p.aside', null, card.aside.text),
    typeof card.total === 'number'
      && h('p.total', null, h('span', null, '加起来可以要'), amount(figure(card.total))),
    claims.length > 0 && h('div.claims', null, ...open.map((found) => claim(found, card)),
      hopeless.length > 0 && fold('.fold', '要不到的，为什么', `${hopeless.length}项`,
        ...hopeless.map((found) => h('section.hopeless', null, h('h3', null, found.name),
          ...reasons(found, card), basis(found.cites))))),
    rules(card));
}

export const amount = (sum: string): HTMLElement => h('span.amount', null, sum, h('small', null, '元'));

/** Rules worth knowing: open where they are the answer, folded beside claims. */
function rules(card: Card): HTMLElement | null {
  const points = bullets('.points', card.points, (point) => [
    h('strong', null, point.title), h('p', null, ...sums(point.words)), basis(point.cites)]);
  if (!points || card.verdict === 'guidance') return points;
  return fold('.fold', '还要知道', `${card.points.length}条`, points);
}

/** One claim: a row with the sum and the law; how it is worked out unfolds. */
function claim(found: Card, card: Card): HTMLElement {
  const sum = figureOf(found);
  const holds = STATUS[found.status] ? found.status : 'depends';
  const laws = gather(found.cites);
  return h('details.claim', null,
    h('summary', null, h('span.claim-head', null,
      h('strong', null, found.name), h('span.pill.' + holds, null, STATUS[holds]),
      sum && amount(sum),
      laws.length > 0 && h('span.fine', null,
        `${laws[0].law}${laws[0].article}` + (laws.length > 1 ? `等${laws.length}条` : '')))),
    ...reasons(found, card), basis(found.cites));
}

function reasons(found: Card, card: Card): Child[] {
  const labels = card.fact_labels || {};
  const missing = [...new Set(list<string>(found.missing_facts))]
    .map((id) => labels[id] && labels[id].label).filter(Boolean);
  const premises = found.status !== 'no' && bullets('.premises', found.applies_if, (line) => [line]);
  return [
    h('p', null, ...sums(found.words)),
    bullets('.working', found.working, (line) => [line]),
    premises && h('p.fine', null, '要成立，得是：'), premises,
    missing.length > 0 && h('p.fine', null, '还要知道：' + missing.join('、')),
  ];
}
