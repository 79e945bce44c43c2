/* What is read aloud of a reply: what counts, in sentences, without the law. */
import { list } from '../dom';
import type { Card, Message } from '../model';
import { own } from './own';
import { ahead, wanted } from './plain';

const STEPS = ['先', '再'];

export function spoken(reply: Message): string {
  const card = reply.custom || { type: '' };
  const say = own(SPOKEN, card.type);
  return tidy(say ? say(card, reply) : card.text || reply.text);
}

const SPOKEN: Record<string, (card: Card, reply: Message) => string | (string | false)[]> = {
  answer,
  form_question: (card) => [card.question, card.hint, options(card)],
  choose_dispute: (card) => [card.question, options(card)],
  consent: (card) => [card.title || '先要您同意', card.text],
  tip: (card) => [card.title, card.text],
  draft,
};

/** The answer when it is new; otherwise what the reply says is new, and the question. */
function answer(card: Card, reply: Message): (string | false)[] {
  const { plain } = reply;
  const ask = card.ask ? [card.ask.question, options(card.ask)] : [];
  const text = String(reply.text || '');
  if (text && !text.includes(card.headline)) return [plain ? plain.said : text.split(card.ask?.question || '\n\n\n')[0], ...ask];
  const { total, verdict } = wanted(reply);
  const said = plain ? plain.headline : card.headline;
  return [
    said || (!total && verdict && `这件事${verdict}`),
    total && `${typeof card.total === 'number' ? '加起来' : ''}可以要${total}元`,
    ...ahead(reply).slice(0, STEPS.length).map(({ title }, i) => `${STEPS[i]}${i ? '' : '做这一步'}：${title}`),
    ...ask,
  ];
}

function draft(card: Card): (string | false)[] {
  const lines = list(card.fields).filter((line) => line.value || line.required);
  const missing = lines.filter((line) => line.required && !line.value).map((line) => line.name);
  const found = [...list(card.findings)].sort((a, b) => Number(b.level === 'blocks') - Number(a.level === 'blocks'))[0];
  return [
    card.title, `草稿一共${lines.length}项，还没有提交`,
    found ? `先看这一处：${found.text}` : !missing.length && lines.length > 0 && `请从${lines[0].name}开始，逐项核对`,
    found && found.cure && `怎么办：${found.cure}`,
    missing.length > 0 && `还要填：${missing.join('、')}`,
  ];
}

const options = (ask: Card): string | false => list(ask.options).length > 0
  && `可以选：${list(ask.options).map((option) => option.label).join('；')}`;

/** Sentences, each on its line, of words that a voice can read. */
function tidy(words: unknown): string {
  return list(Array.isArray(words) ? words : [words]).filter(Boolean).join('\n').split('\n')
    .map((line) => line.replace(/https?:\/\/[^\s，。；）]+/g, '').replace(/[【】·•*]/g, ' ')
      .replace(/(\d)[～~](?=\d)/g, '$1到').replace(/\s+/g, ' ').trim())
    .filter(Boolean).map((line) => (/[。！？：；，]$/.test(line) ? line : line + '。')).join('\n');
}
