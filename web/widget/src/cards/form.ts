/* Filling in a complaint: consent, then one question after another. */
import { button, h, list, prose, type Child } from '../dom';
import type { Card } from '../model';
import { field, fileButton } from './field';
import { live, taken } from './live';
import { options, pick, recent, severalOf, type Option } from './question';
import { choose, headed, uid, type Shown } from './shown';

const YES_NO: Option[] = [{ id: 'yes', label: '是' }, { id: 'no', label: '否' }];

/** One field of the form. What is private is masked once the server has it. */
export function formQuestion(shown: Shown): Child[] {
  const { card } = shown;
  const all = card.kind === 'yes_no' && !list(card.options).length ? YES_NO : list<Option>(card.options);
  return [live(shown, card.private ? 'section.sheet.ask.form.private' : 'section.sheet.ask.form', (open, said) => {
    const id = uid();
    const [first, ...lines] = String(card.question || '').split('\n');
    const title = h('h2', { id }, first, !card.required && h('span.fine', null, '（可以不填）'));
    return [
      card.of > 0 && h('p.step', null, `第${card.step}项，共${card.of}项`,
        h('progress', { max: card.of, value: card.step, 'aria-hidden': 'true' })),
      open ? headed(shown, title) : title,
      lines.length > 0 && h('div.words', null, ...prose(lines.join('\n'))),
      ...(open ? answering(shown, id, all) : [all.length > 0 && taken(all.map((option) => option.label), said)]),
    ];
  })];
}

function answering(shown: Shown, id: string, all: Option[]): Child[] {
  const { chat, card } = shown;
  const secret = card.private ? { secret: true } : undefined;
  const beside: Child[] = [...recent(shown, card),
    !card.required && button('.quiet', '跳过这一项', () => choose(shown, card.field, { id: 'skip', label: '跳过' }))];
  const typed = !all.length && card.kind !== 'file';
  return [
    !typed && card.hint && h('p.fine', null, card.hint),
    ...(typed ? [field(shown, card, id, (value) => chat.say(value, secret))] : given(shown, id, all)),
    card.private && h('p.fine', null, '只用在这份投诉里，加密保存，对话里不显示全部。'),
    beside.some(Boolean) && h('div.options.small', null, ...beside),
  ];
}

function given(shown: Shown, id: string, all: Option[]): Child[] {
  const { field: fact, kind } = shown.card;
  if (kind === 'file') return [h('div.act', null, fileButton())];
  if (kind === 'choices') return severalOf(id, all, (chosen) => pick(shown, fact, chosen));
  return [options(id, all, (option) => choose(shown, fact, option))];
}

export function consent(shown: Shown): Child[] {
  const { card } = shown;
  const fact = 'consent.' + card.id;
  const [yes, no] = [{ id: 'yes:' + card.version, label: '同意' }, { id: 'no:' + card.version, label: '不同意' }];
  return [live(shown, 'section.sheet.ask', (open, said) => [
    headed(shown, h('h2', null, card.title || '先要您同意')),
    h('div.words', null, ...prose(card.text)),
    open ? h('div.act', null, button('.loud', yes.label, () => choose(shown, fact, yes)),
      button('', no.label, () => choose(shown, fact, no)))
      : taken([yes.label, no.label], said),
  ])];
}

/** The matter is chosen among those the words may mean. */
export const chooseDispute = ({ question, options: all }: Card): Card =>
  ({ type: 'ask', fact: 'dispute', question, kind: 'choice', options: all });
