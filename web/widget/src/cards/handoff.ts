/* People taking over: whether to ask for them, the place in the queue, who answers now. */
import { button, fold, h, list, prose, type Child } from '../dom';
import type { Card, Turn } from '../model';
import { live } from './live';
import { choose, headed, type Shown } from './shown';
import { bodies } from './way';

const TITLES: Record<string, string> = {
  offered: '转给人工？', waiting: '正在等人工', claimed: '人工已接入', back: '已交回助手', closed: '人工服务已结束',
  ticket: '已为您留单',
};
const ACTS: Record<string, [string, string][]> = {
  offered: [['转给人工', 'yes'], ['先不用', 'no']], waiting: [['不等了', 'withdraw']], ticket: [['撤回这张单', 'withdraw']],
};

/** A card about people holds until the next one, or until the person says something. */
const over = (turn: Turn): boolean =>
  !turn.from || list(turn.replies).some((reply) => reply.custom && reply.custom.type === 'handoff');

/** What staff will read: open while the person decides whether it may be sent. */
function summary(card: Card): HTMLElement {
  const node = fold('.fold', '转给人工的内容', '', h('p.pre', null, card.summary));
  node.open = card.state === 'offered';
  return node;
}

/** Who answers now, and who can be called meanwhile. */
export function handoff(shown: Shown): Child[] {
  const { card, reply } = shown;
  const waiting = card.state === 'waiting';
  const words = card.text || reply.text;
  const act = ([label, value]: [string, string]): HTMLElement =>
    button(value === 'yes' ? '.loud' : '', label, () => choose(shown, 'handoff', { id: value, label }));
  return [live(shown, 'section.sheet.handoff', (open) => [
    headed(shown, h('h2', null, TITLES[card.state] || '找真人帮忙')),
    open && waiting && card.place > 0
      && h('p.place', null, card.place > 1 ? `前面还有${card.place - 1}位` : '下一位就是您'),
    words && h('div.words', null, ...prose(words)),
    open && waiting && h('p.fine', null, '可以接着说，说的话人工都能看到。'),
    card.hours && h('p.fine', null, '人工服务时间：' + card.hours),
    card.summary && summary(card),
    open && ACTS[card.state] && h('div.act', null, ...ACTS[card.state].map(act)),
    bodies(card.bodies),
  ], over)];
}
