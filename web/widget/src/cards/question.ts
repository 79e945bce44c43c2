/* Questions and offers in the talk: options to press, small inputs, things that lead on. */
import { button, day, h, list, type Child } from '../dom';
import type { Card } from '../model';
import { isPast } from './check';
import { dayAgo, field } from './field';
import { live, taken } from './live';
import { choose, uid, type Shown } from './shown';

export interface Option { id: string; label: string }

/** Kinds that get an input; anything else is told in the box below. */
const TYPED = ['money', 'count', 'day'];

export function question(shown: Shown, ask: Card): HTMLElement {
  const all = list<Option>(ask.options);
  const { chat } = shown;
  return live(shown, 'section.sheet.ask', (open, said) => {
    const id = uid();
    const title = h('h2', { id }, ask.question);
    if (!open) return [title, all.length > 0 && taken(all.map((option) => option.label), said)];
    if (ask.kind === 'choices' && all.length) {
      return [title, ...severalOf(id, all, (chosen) => pick(shown, ask.fact, chosen), () => chat.say('都没有'))];
    }
    if (all.length) return [title, options(id, all, (option) => choose(shown, ask.fact, option))];
    const typed = TYPED.includes(ask.kind) && h('div.entries', null,
      field(shown, ask, id, (value) => chat.say(value)),
      h('div.options', null, ...recent(shown, ask), button('', '记不清', () => chat.say('记不清'))));
    return [title, typed, h('p.fine', null, '也可以在下面用自己的话说。')];
  });
}

/** Options of the question with the id `labelled`. */
export const options = (labelled: string, all: Option[], pressed: (option: Option) => void): HTMLElement =>
  h('div.options', { role: 'group', 'aria-labelledby': labelled },
    ...all.map((option) => button('', option.label, () => pressed(option))));

/** Several taken at once have no value of their own: they are told as words. */
export function pick(shown: Shown, fact: string, chosen: Option[]): void {
  if (chosen.length === 1) choose(shown, fact, chosen[0]);
  else shown.chat.say(chosen.map((option) => option.label).join('、'));
}

/** Options of which several may hold. */
export function severalOf(
  labelled: string, all: Option[], picked: (chosen: Option[]) => void, none?: () => void,
): Child[] {
  const chosen = new Set<Option>();
  const buttons = all.map((option) => {
    const node = button('', option.label, () => {
      if (!chosen.delete(option)) chosen.add(option);
      node.setAttribute('aria-pressed', String(chosen.has(option)));
      done.disabled = !chosen.size;
    });
    node.setAttribute('aria-pressed', 'false');
    return node;
  });
  const done = button('.loud', '选好了', () => picked(all.filter((option) => chosen.has(option))));
  done.disabled = true;
  return [h('p.fine', null, '可以选几样，选完按“选好了”。'),
    h('div.options', { role: 'group', 'aria-labelledby': labelled }, ...buttons),
    h('div.act', null, done, none && button('.quiet', '都没有', none))];
}

/** Days that are often meant, of a question about a day that has come. */
export function recent({ chat }: Shown, ask: Card): Child[] {
  if ((ask.kind !== 'day' && ask.kind !== 'date') || !isPast(String(ask.question))) return [];
  return ['今天', '昨天'].map((label, ago) => button('', label, () => chat.say(day(dayAgo(ago)))));
}

/** Things to press that lead on: what they say is `name` of each of them. */
export function offer(shown: Shown, title: string, all: Card[], name: string, fact?: string): HTMLElement | null {
  if (!all.length) return null;
  return live(shown, 'section.part', (open, said) => {
    const id = uid();
    return [h('h3', { id }, title), open
      ? options(id, all.map((one) => ({ id: String(one.id), label: String(one[name]) })), (option) =>
        (fact ? choose(shown, fact, option) : shown.chat.say(option.label)))
      : taken(all.map((one) => String(one[name])), said)];
  });
}
