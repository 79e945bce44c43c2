/* The answer of simple mode: one thing at a time, no law, large letters. */
import { call, h, list, sums, type Child } from '../dom';
import type { Card } from '../model';
import { amount, outcome, parts } from './answer';
import { said } from './notice';
import { headline, helperOf, lawsOf, plainer, wanted, withoutLaw } from './plain';
import { offer, question } from './question';
import { lazyFold, reader, type Shown } from './shown';
import { way } from './way';

/** The outcome in large figures, the next step, the question; everything else unfolds. */
export function simpleAnswer(shown: Shown): Child[] {
  const { card } = shown;
  const { fresh, before, after } = parts(shown);
  return [
    said(readable(before, lawsOf(card))), fresh && gist(shown),
    card.ask ? question(shown, card.ask) : fresh && onward(shown),
    lazyFold('.whole', '看完整的回答', '', () => [outcome(card), way(shown, after)]),
  ];
}

/** Line by line without the law; a line that is nothing but law answers who asked for it. */
const readable = (text: string, laws: string[]): string =>
  text.split('\n').map((line) => withoutLaw(line, laws) || line).join('\n');

function gist(shown: Shown): HTMLElement {
  const { card } = shown;
  const { total, verdict, claims } = wanted(card);
  const told = headline(card);
  return h('article.sheet.answer.gist', null,
    h('h2.kicker', null, (card.dispute && card.dispute.name) || '回答'),
    total ? h('p.total', null, h('span', null, '可以要回：'), amount(total)) : verdict && h('p.verdict', null, verdict),
    claims.some((claim) => claim.sum) && h('ul.sums', null, ...claims.map((claim) =>
      h('li', null, h('span', null, claim.name), h('strong', null, claim.sum ? claim.sum + '元' : '还要问清')))),
    told && h('p.headline', null, ...sums(told)),
    first(card), h('div.tools', null, reader(shown)));
}

/** The first step that is not done, with the number to call for it. */
function first(card: Card): HTMLElement | null {
  const step = list<Card>(card.steps).find((one) => !one.done);
  if (!step) return null;
  const helper = helperOf(step, card.bodies);
  return h('section.first', null, h('h3', null, '先做这一步'),
    h('p', null, h('strong', null, plainer(step.title))),
    step.detail && h('p', null, plainer(withoutLaw(step.detail, lawsOf(card)) || step.detail)),
    helper && h('p.act', null, call(helper.phone), h('span.fine', null, helper.name)));
}

/** Without a question, what can be done next takes its place. */
const onward = (shown: Shown): HTMLElement | null => {
  const offers = offer(shown, '接下来', list(shown.card.offers), 'label');
  return offers && h('div.sheet', null, offers);
};
