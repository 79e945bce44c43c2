/* How each kind of reply is drawn. What counts stands open, the rest unfolds. */
import { h, list, type Child } from '../dom';
import type { Chat, Message, Turn } from '../model';
import { answer } from './answer';
import { caseStatus, caseSummary, documents } from './case';
import { draft } from './draft';
import { chooseDispute, consent, formQuestion } from './form';
import { handoff } from './handoff';
import { danger, letter, notice, said, tip } from './notice';
import { own } from './own';
import { question } from './question';
import { rating } from './rating';
import type { Shown } from './shown';
import { simpleAnswer } from './simple';

export { refresh } from './live';
export { spoken } from './spoken';

const CARDS: Record<string, (shown: Shown) => Child[]> = {
  answer: (shown) => (shown.chat.simple ? simpleAnswer(shown) : answer(shown)),
  choose_dispute: (shown) => [question(shown, chooseDispute(shown.card))],
  consent, danger, documents, draft, handoff, letter, notice, rating, tip,
  case_status: caseStatus,
  case_summary: caseSummary,
  form_question: formQuestion,
};

/** What follows a person's words: danger first, then the rest as it came. */
export function draw(chat: Chat, turn: Turn): Node[] {
  const isDanger = (reply: Message): boolean => Boolean(reply.custom && reply.custom.type === 'danger');
  const all = list<Message>(turn.replies).filter(Boolean);
  const nodes = [...all.filter(isDanger), ...all.filter((reply) => !isDanger(reply))]
    .flatMap((reply) => drawReply(chat, turn, reply))
    .filter((child): child is Node => child instanceof Node);
  return nodes.length ? nodes : [h('p.fine', null, '已收到，人工会在这里回您。')];
}

/** One reply. A card that cannot be drawn falls back to its text: an answer is never lost. */
function drawReply(chat: Chat, turn: Turn, reply: Message): Child[] {
  const card = reply.custom;
  try {
    const drawCard = card && own(CARDS, card.type);
    if (card && drawCard) return drawCard({ chat, turn, reply, card });
  } catch (error) {
    console.error(error);
  }
  return [said(reply.text)];
}
