/* Questions and offers: live until the person says something more, then they stay as plain words. */
import { button, day, h, list } from './dom.js';
import { talk } from './store.js';

/** How a turn says something for the person: say(text, {choice, edit, secret}); the page gives it. */
let say = () => {};

export function attach(sayer) {
  say = sayer;
}

export const speak = (text, more) => say(text, more);

/** A part that is rebuilt when a later turn `ends` what could be done in it. */
export function live(turn, what, build, ends = (later) => !later.from) {
  const node = h(what);
  let drawn;
  node.refresh = () => {
    const next = talk.turns.slice(talk.turns.indexOf(turn) + 1).find(ends);
    const now = next ? next.id : 'open';
    if (now === drawn) return;
    if (drawn) node.setAttribute('aria-live', 'off');
    drawn = now;
    node.textContent = '';
    node.append(...build(!next, next ? next.text : '').filter(Boolean));
    node.classList.toggle('open', !next);
  };
  node.classList.add('live');
  node.refresh();
  return node;
}

export function refreshQuestions(within) {
  within.querySelectorAll('.live').forEach((node) => node.refresh());
}

/** What was on offer, as words; the one taken is marked. */
export const takenList = (labels, said) => h('ul.options', {}, ...labels.map((label) =>
  said === label || said.split('、').includes(label)
    ? h('li.picked', {}, '✓ ' + label, h('span.hidden', {}, '（您选了）')) : h('li', {}, label)));

export function question(turn, ask) {
  const options = list(ask.options);
  const labels = options.map((option) => option.label);
  const pick = (option) => say(option.label, { choice: { fact: ask.fact, value: option.id } });
  return live(turn, 'section.sheet.ask', (open, said) => {
    const title = h('h2', {}, ask.question);
    if (!open) return [title, labels.length > 0 && takenList(labels, said)];
    if (ask.kind === 'choices' && labels.length) return [title, ...severalOf(options, pick)];
    if (labels.length) {
      return [title, h('div.options', {}, ...options.map((option) =>
        button('', option.label, () => pick(option))))];
    }
    return [title, entry(ask), h('p.fine', {}, '也可以在下面用自己的话说。')];
  });
}

function severalOf(options, pick) {
  const buttons = options.map((option) => {
    const node = h('button', { type: 'button', 'aria-pressed': 'false' }, option.label);
    node.onclick = () => {
      node.setAttribute('aria-pressed', String(node.getAttribute('aria-pressed') !== 'true'));
      done.disabled = !picked().length;
    };
    return node;
  });
  const picked = () => options.filter((o, i) => buttons[i].getAttribute('aria-pressed') === 'true');
  const done = button('.loud', '选好了', () => {
    const chosen = picked();
    if (chosen.length === 1) pick(chosen[0]);
    else say(chosen.map((option) => option.label).join('、'));
  });
  done.disabled = true;
  return [h('p.fine', {}, '可以选几样，选完按“选好了”。'), h('div.options', {}, ...buttons),
    h('div.act', {}, done, button('.quiet', '都没有', () => say('都没有')))];
}

const KINDS = {
  money: { inputMode: 'decimal', unit: '元' },
  count: { inputMode: 'numeric' },
  day: { type: 'date' },
};

/** A small fitting input for a sum, a count or a day; anything else is told in the box below. */
function entry(ask) {
  if (!KINDS[ask.kind]) return null;
  return h('div.entries', {}, field(ask, KINDS[ask.kind], (value) => say(value)),
    h('div.options', {}, ...today(ask.kind), button('', '记不清', () => say('记不清'))));
}

/** An input with its button; `done` gets the value as words. */
export function field(ask, look, done) {
  const { unit, long, ...props } = { type: 'text', autocomplete: 'off', maxLength: 20, ...look };
  if (long) delete props.type;
  const input = h(long ? 'textarea' : 'input', { ...props, ...(long ? { rows: 4 } : {}), 'aria-label': ask.question });
  const form = h(long ? 'form.entry.long' : 'form.entry', { noValidate: true },
    input, unit, h('button.loud', { type: 'submit' }, '确定'));
  form.onsubmit = (event) => {
    event.preventDefault();
    const value = input.value.trim();
    if (value) done(props.type === 'date' ? day(value) : value.replace(/元$/, '') + (unit || ''));
    else input.focus();
  };
  return form;
}

export function today(kind) {
  if (kind !== 'day' && kind !== 'date') return [];
  const ago = (days) => {
    const then = new Date();
    then.setDate(then.getDate() - days);
    return `${then.getFullYear()}年${then.getMonth() + 1}月${then.getDate()}日`;
  };
  return [button('', '今天', () => say(ago(0))), button('', '昨天', () => say(ago(1)))];
}

/** Things to press that lead on: what they say is `name` of each option. */
export function offer(turn, title, options, name, fact) {
  if (!options.length) return '';
  return live(turn, 'section.part', (open, said) => [
    h('h3', {}, title),
    open ? h('div.options', {}, ...options.map((option) => button('', option[name], () =>
      say(option[name], fact && { choice: { fact, value: option.id } }))))
      : takenList(options.map((option) => option[name]), said)]);
}
