/* Filling in a complaint: consent, one question after another, the draft, the rating. */
import { bullets, button, fold, h, list, prose } from './dom.js';
import { field, live, speak, takenList, today } from './questions.js';

const LONGEST = 2000;
const LONG = { long: true, maxLength: LONGEST };
const KINDS = {
  money: { inputMode: 'decimal', unit: '元' },
  count: { inputMode: 'numeric' },
  number: { inputMode: 'numeric' },
  day: { type: 'date' },
  date: { type: 'date' },
  phone: { type: 'tel', inputMode: 'tel', autocomplete: 'tel' },
  name: { autocomplete: 'name', maxLength: 100 },
  address: { ...LONG, autocomplete: 'street-address', maxLength: 300 },
  long: LONG,
  text: { maxLength: 200 },
};
const YES_NO = [{ id: 'yes', label: '是' }, { id: 'no', label: '否' }];

const choose = (fact, option) => speak(option.label, { choice: { fact, value: String(option.id) } });

/** One field of the form. What is private is masked in this browser once the server has it. */
export function formQuestion(turn, ask) {
  const options = ask.kind === 'yes_no' && !list(ask.options).length ? YES_NO : list(ask.options);
  const secret = ask.private ? { secret: true } : undefined;
  return live(turn, ask.private ? 'section.sheet.ask.form.private' : 'section.sheet.ask.form', (open, said) => [
    ask.of > 0 && h('p.step', {}, `第${ask.step}项，共${ask.of}项`,
      h('progress', { max: ask.of, value: ask.step, 'aria-hidden': 'true' })),
    ...asked(ask),
    open && ask.hint && h('p.fine', {}, ask.hint),
    !open && options.length > 0 && takenList(options.map((option) => option.label), said),
    open && options.length > 0 && h('div.options', {}, ...options.map((option) =>
      button('', option.label, () => choose(ask.field, option)))),
    open && !options.length && field(ask, KINDS[ask.kind] || KINDS.text, (value) => speak(value, secret)),
    open && ask.private && h('p.fine', {}, '只用在这份投诉里，加密保存，对话里不显示全部。'),
    open && (today(ask.kind).length > 0 || !ask.required) && h('div.options.small', {}, ...today(ask.kind),
      !ask.required && button('.quiet', '跳过这一项', () => choose(ask.field, { id: 'skip', label: '跳过' }))),
  ]);
}

/** The question: its first line as a title, what it lists below. */
function asked(ask) {
  const [title, ...lines] = String(ask.question || '').split('\n');
  return [h('h2', {}, title, !ask.required && h('span.fine', {}, '（可以不填）')),
    lines.length > 0 && h('div.words', {}, ...prose(lines.join('\n')))];
}

export function consent(turn, card) {
  const fact = 'consent.' + card.id;
  const options = [{ id: 'yes:' + card.version, label: '同意' }, { id: 'no:' + card.version, label: '不同意' }];
  return live(turn, 'section.sheet.ask', (open, said) => [
    h('h2', {}, card.title || '先要您同意'),
    h('div.words', {}, ...prose(card.text)),
    open ? h('div.act', {}, button('.loud', '同意', () => choose(fact, options[0])),
      button('', '不同意', () => choose(fact, options[1])))
      : takenList(options.map((option) => option.label), said),
  ]);
}

const WORDS = { 1: '很不满意', 2: '不满意', 3: '一般', 4: '满意', 5: '很满意' };

export function rating(turn, card) {
  const scale = Math.min(10, Number(card.scale) || 5);
  const options = Array.from({ length: scale }, (none, i) => ({
    id: i + 1, label: scale === 5 ? `${i + 1}分 ${WORDS[i + 1]}` : `${i + 1}分` }));
  return live(turn, 'section.sheet.ask', (open, said) => [
    h('h2', {}, card.text || '这次帮到您了吗？'),
    open ? h('div.options', {}, ...options.map((option) => button('', option.label, () => choose('rating', option))))
      : takenList(options.map((option) => option.label), said),
  ]);
}

// --- The draft ---------------------------------------------------------------------------------

/** The draft as it would be handed in; each line can be rewritten. Older drafts fold away. */
export function draft(turn, card) {
  return live(turn, 'section.draft', (open, said) => {
    const needed = (line) => line.value || line.required;
    const drawn = (fields) => h('dl.lines', {}, ...fields.map((line) => draftLine(line, open)));
    const lines = drawn(list(card.fields).filter(needed));
    const spare = list(card.fields).filter((line) => !needed(line));
    if (!open) {
      const labels = list(card.actions).map((action) => action.label);
      return [fold('.whole', '当时的草稿', labels.includes(said) ? `您选了“${said}”` : '',
        h('div.sheet', {}, h('h2', {}, card.title), lines))];
    }
    const actions = list(card.actions);
    return [h('div.sheet', {},
      h('h2', {}, card.title), h('p.fine', {}, '这是草稿，还没有提交。请逐项核对，不对的点“改”。'),
      findings(card.findings), lines,
      spare.length > 0 && fold('.fold', '还可以补充', `${spare.length}项，没有就不用填`, drawn(spare)),
      h('div.act', {}, ...actions.map((action, i) => button(i ? '' : '.loud', action.label, () => choose('draft', action)))))];
  });
}

/** What would send it back, and how to mend it: what must be mended first. */
const findings = (all) => {
  const blocks = (found) => found.level === 'blocks';
  const sorted = [...list(all).filter(blocks), ...list(all).filter((found) => !blocks(found))];
  return bullets('.findings', sorted, (found) => [
    h(blocks(found) ? 'span.pill.alarm' : 'span.pill.depends', {}, blocks(found) ? '要先补' : '留意'),
    h('span', {}, found.text), found.cure && h('p.fine', {}, '怎么办：' + found.cure)]);
};

function draftLine(line, open) {
  const value = String(line.value || '');
  const shown = h('p.value', {}, value || h('span.fine', {}, line.required ? '还没填，必须填' : '没填'));
  const body = h('dd', {}, shown);
  if (open && line.editable) {
    const edit = button('.quiet', value ? '改' : '填写', () => rewrite(line, body, shown, edit));
    edit.setAttribute('aria-label', `${value ? '改' : '填写'}“${line.name}”`);
    body.append(edit);
  }
  const look = line.required && !value ? 'div.line.missing' : value.length > 60 ? 'div.line.tall' : 'div.line';
  return h(look, {}, h('dt', {}, line.name), body);
}

function rewrite(line, body, shown, edit) {
  // A masked value is written anew: its stars are no value.
  const value = line.private && /\*/.test(line.value || '') ? '' : String(line.value || '');
  const input = h('textarea', { value, maxLength: LONGEST, 'aria-label': line.name,
    rows: Math.min(10, Math.max(2, Math.ceil(value.length / 18) + 1)) });
  const back = () => { form.remove(); shown.hidden = edit.hidden = false; edit.focus(); };
  const form = h('form.entry.long', { noValidate: true }, input,
    h('div.act', {}, h('button.loud', { type: 'submit' }, '保存'), button('.quiet', '不改了', back)));
  form.onkeydown = (event) => { if (event.key === 'Escape') back(); };
  form.onsubmit = (event) => {
    event.preventDefault();
    const now = input.value.trim();
    if (now === value || (!now && line.required)) return now === value ? back() : input.focus();
    speak(`${line.name}改成：${now || '（空）'}`,
      { edit: { field: line.id, value: now }, ...(line.private ? { secret: true } : {}) });
  };
  shown.hidden = edit.hidden = true;
  body.append(form);
  input.focus();
}
