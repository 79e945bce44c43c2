/* Words: plain replies, notices, tips, and what must be done at once. */
import { call, copier, fold, h, list, prose, type Child } from '../dom';
import { headed, type Shown } from './shown';
import { bodies } from './way';

const LINES = 6;

/** Plain words; a long list shows its beginning. */
export function said(text: unknown): HTMLElement | null {
  const lines = prose(text);
  if (!lines.length) return null;
  const rest = lines.length > LINES + 2 ? lines.splice(LINES) : [];
  return h('div.sheet.say', null, ...lines,
    rest.length > 0 && fold('.rest', `还有${rest.length}条`, '', h('div.say', null, ...rest)));
}

/** The number to call first stands above all words, in sight at any size of letters. */
export function danger({ card, reply }: Shown): Child[] {
  const [first, ...others] = list(card.bodies);
  return [h('section.sheet.danger', null,
    h('h2', null, '眼下最要紧的'),
    first && h('p.act', null, call(first.phone), h('strong', null, first.name)),
    h('div.words', null, ...prose(card.text || reply.text)), bodies(others))];
}

export function notice(shown: Shown): Child[] {
  const { card, reply } = shown;
  const words = h('div.words', null, ...prose(card.text || reply.text));
  return [h('section.sheet.notice', null, headed(shown, words), bodies(card.bodies))];
}

export function tip(shown: Shown): Child[] {
  const { card, reply } = shown;
  const cites = list<string>(card.cites);
  return [h('section.sheet.notice.tip', null,
    headed(shown, h('h2', null, card.title || '提醒')),
    h('div.words', null, ...prose(card.text || reply.text)),
    cites.length > 0 && !shown.chat.simple && fold('.basis', `看依据（${cites.length}条）`, '',
      h('p.cites', null, cites.join('；'))))];
}

/** A letter to copy and send, between the words that come with it. */
export function letter(shown: Shown): Child[] {
  const { card, reply } = shown;
  const text = String(card.text || '');
  const [before, after] = reply.text.split(text);
  return [said(before), h('section.sheet.letter', null, headed(shown, h('h2', null, card.name)),
    h('p.pre', null, text), h('div.act', null, copier('.loud', '复制整封信', () => text))), said(after)];
}
