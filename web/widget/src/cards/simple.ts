/* The answer of simple mode: one thing at a time, no law, large letters. */
import { call, h, list, sums, type Child } from '../dom';
import { amount, outcome, parts } from './answer';
import { said } from './notice';
import { ahead, helperOf, wanted } from './plain';
import { offer, question } from './question';
import { lazyFold, reader, type Shown } from './shown';
import { way } from './way';

/** The outcome in large figures, the next step, the question; everything else unfolds. */
export function simpleAnswer(shown: Shown): Child[] {
  const { card, reply } = shown;
  const { fresh, before, after } = parts(shown);
  return [
    said(reply.plain ? reply.plain.said : before), fresh && gist(shown),
    card.ask ? question(shown, card.ask) : fresh && onward(shown),
    lazyFold('.whole', '看完整的回答', '', () => [outcome(card), way(shown, after)]),
  ];
}

function gist(shown: Shown): HTMLElement {
  const { card, reply } = shown;
  const { total, verdict, claims } = wanted(reply);
  const told = reply.plain ? reply.plain.headline : card.headline;
  return h('article.sheet.answer.gist', null,
    h('h2.kicker', null, (card.dispute && card.dispute.name) || '回答'),
    total ? h('p.total', null, h('span', null, '可以要回：'), amount(total)) : verdict && h('p.verdict', null, verdict),
    claims.some((claim) => claim.sum) && h('ul.sums', null, ...claims.map((claim) =>
      h('li', null, h('span', null, claim.name), h('strong', null, claim.sum ? claim.sum + '元' : '还要问清')))),
    told && h('p.headline', null, ...sums(told)),
    first(shown), h('div.tools', null, reader(shown)));
}

/** The first step that is not done, with the number to call for it. */
function first({ card, reply }: Shown): HTMLElement | null {
  const next = ahead(reply)[0];
  if (!next) return null;
  const helper = helperOf(next.step, card.bodies);
  return h('section.first', null, h('h3', null, '先做这一步'),
    h('p', null, h('strong', null, next.title)), next.detail && h('p', null, next.detail),
    helper && h('p.act', null, call(helper.phone), h('span.fine', null, helper.name)));
}

/** Without a question, what can be done next takes its place. */
const onward = (shown: Shown): HTMLElement | null => {
  const offers = offer(shown, '接下来', list(shown.card.offers), 'label');
  return offers && h('div.sheet', null, offers);
};
