/* How it went: one to five, and words of one's own. */
import { button, h, type Child } from '../dom';
import { mind } from './field';
import { live, taken } from './live';
import { uid, type Shown } from './shown';

const WORDS = ['很不满意', '不满意', '一般', '满意', '很满意'];
const LONGEST = 500;

export function rating(shown: Shown): Child[] {
  const { card, reply } = shown;
  const labels = WORDS.map((words, i) => `${i + 1}分 ${words}`);
  return [live(shown, 'section.sheet.ask.rating', (open, said, next) => {
    const id = uid();
    const title = h('h2', { id }, card.text || reply.text || '这次帮到您了吗？');
    if (open) return [title, ...scale(shown, id, labels)];
    const words = next && next.rating && next.rating.words;
    return [title, taken(labels, said), words && h('p.quote', null, words)];
  })];
}

function scale({ chat, turn }: Shown, id: string, labels: string[]): Child[] {
  let stars = 0;
  const buttons = labels.map((label, i) => {
    const node = button('', label, () => {
      stars = i + 1;
      buttons.forEach((one, k) => one.setAttribute('aria-pressed', String(k === i)));
      form.hidden = false;
    });
    node.setAttribute('aria-pressed', 'false');
    return node;
  });
  const box = h<HTMLTextAreaElement>('textarea', { id: uid(), rows: 3 });
  const { below, tell } = mind(turn, 'rating', box, LONGEST);
  const form = h<HTMLFormElement>('form.entry.long', { noValidate: true, hidden: true },
    h('label', { htmlFor: box.id }, '想补充的话（可以不写）'), box,
    h('button.loud', { type: 'submit' }, '提交评价'), ...below);
  form.onsubmit = (event) => {
    event.preventDefault();
    const words = box.value.trim();
    const over = Array.from(words).length - LONGEST;
    tell(over > 0 ? `多了${over}个字，请删短些再提交。` : '');
    if (over > 0) box.focus();
    else chat.say(labels[stars - 1], { rating: { stars, words } });
  };
  return [h('div.options', { role: 'group', 'aria-labelledby': id }, ...buttons), form];
}
