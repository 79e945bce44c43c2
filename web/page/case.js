/* A case once it is handed in, and people taking over. */
import { bullets, button, copier, day, fold, h, list, prose } from './dom.js';
import { live, speak } from './questions.js';
import { pathOf, save } from './server.js';

const STATES = {
  draft: '草稿', submitted: '已提交', with_staff: '工作人员处理中', accepted: '已受理', returned: '已退回',
  mediating: '调解中', settled: '已和解', ended: '调解已终止', rated: '已评价', closed: '已办结', withdrawn: '已撤回',
};
const stateName = (state, name) => name || STATES[state] || state;

/** What was handed in: the number, what to do next, what can be saved. `deadlines` is drawn. */
export function caseSummary(turn, card, deadlines) {
  return h('section.sheet.case', {},
    h('h2', {}, card.title || '已经提交'), head(card), next(card.next),
    list(card.documents).length > 0 && h('div.part', {}, h('h3', {}, '您的文书'),
      files(card)),
    deadlines && fold('.fold', '别误期限', `${card.deadlines.length}个`, deadlines));
}

export function caseStatus(turn, card, deadlines) {
  return h('section.sheet.case', {},
    h('h2', {}, card.title || '办理进度'), head(card), next(card.next),
    bullets('.events', card.events, (event) => [
      h('strong', {}, stateName(event.state || '')), ' ', h('span.fine', {}, when(event.at)),
      event.text && h('p', {}, event.text)]),
    deadlines && fold('.fold', '别误期限', `${card.deadlines.length}个`, deadlines));
}

const head = (card) => h('div', {},
  card.number && h('p.number', {}, h('span.fine', {}, '编号'), h('strong', {}, card.number),
    copier('.quiet', '复制', () => card.number)),
  card.state && h('p', {}, '现在：', h('span.pill', {}, stateName(card.state, card.state_name))),
  card.text && h('div.words', {}, ...prose(card.text)));

function next(steps) {
  if (typeof steps === 'string') return steps && h('div.words', {}, ...prose(steps));
  return bullets('.next', steps, (step) => (typeof step === 'string' ? [step]
    : [h('strong', {}, step.title), step.detail && h('p.fine', {}, step.detail)]));
}

function when(at) {
  const [date, time] = String(at || '').split('T');
  return date ? day(date) + (time ? ' ' + time.slice(0, 5) : '') : '';
}

/** Files to save, with the words before them. */
export function documents(turn, card, text) {
  return h('section.sheet.case', {}, ...prose(text), files(card));
}

const FORMATS = { docx: 'Word', pdf: 'PDF', txt: '文字', html: '网页', ics: '日历' };

/** The files of a card, those that differ in their format only in one line. */
function files(card) {
  const groups = new Map();
  for (const file of list(card.documents)) {
    const found = /^(.+)\.(docx|pdf|txt|html|ics)$/.exec(file.label || '');
    const name = found ? found[1] : file.label || file.name;
    groups.set(name, [...(groups.get(name) || []), { ...file, format: found ? FORMATS[found[2]] : '' }]);
  }
  return bullets('.documents', [...groups], ([name, all]) => (all.every((file) => file.format)
    ? [h('span', {}, name), h('div.act', {}, ...all.flatMap((file) => download(file, name)))]
    : download(all[0])));
}

/** What a file is saved as: its own name, else the last part of its address. */
function nameOf(file) {
  if (file.name) return file.name;
  const last = String(file.url || '').split('/').pop();
  try {
    return /\.[a-z]{2,4}$/.test(last) ? decodeURIComponent(last) : '';
  } catch (error) {
    return last;
  }
}

/** The button that saves a file, and how that went; `name`: the line it stands in, beside its format. */
function download(file, name) {
  const note = h('span.fine', { role: 'status' });
  const node = button('.file', name ? file.format : file.label || file.name, async () => {
    node.disabled = true;
    note.textContent = '正在下载…';
    try {
      await save(pathOf(file.url) || '/documents/' + encodeURIComponent(file.name), nameOf(file));
      note.textContent = '已下载';
    } catch (error) {
      note.textContent = '没下载成，请再试一次';
    }
    node.disabled = false;
  });
  if (name) node.setAttribute('aria-label', `${name} ${file.format}`);
  return [node, note];
}

// --- People ------------------------------------------------------------------------------------

const TITLES = {
  offered: '转给人工？', waiting: '正在等人工', claimed: '人工已接入', back: '已交回助手', closed: '人工服务已结束', ticket: '已为您留单',
};

/** A card about people holds until the next one, or until the person says something. */
const over = (turn) => !turn.from || list(turn.replies).some((reply) => reply.custom && reply.custom.type === 'handoff');

/** What staff will read: open while the person decides whether it may be sent. */
function summary(card) {
  const node = fold('.fold', '转给人工的内容', '', h('p.pre', {}, card.summary));
  node.open = card.state === 'offered';
  return node;
}

/** Who answers now. `bodies` is drawn: who can be called meanwhile. */
export function handoff(turn, card, bodies) {
  const pick = (label, value) => button(value === 'yes' ? '.loud' : '', label,
    () => speak(label, { choice: { fact: 'handoff', value } }));
  const acts = { offered: [['转给人工', 'yes'], ['先不用', 'no']], waiting: [['不等了', 'withdraw']],
    ticket: [['撤回这张单', 'withdraw']] }[card.state] || [];
  return live(turn, 'section.sheet.handoff', (open) => [
    h('h2', {}, TITLES[card.state] || '找真人帮忙'),
    open && card.state === 'waiting' && card.place > 0 &&
      h('p.place', {}, card.place > 1 ? `前面还有${card.place - 1}位` : '下一位就是您'),
    card.text && h('div.words', {}, ...prose(card.text)),
    open && card.state === 'waiting' && h('p.fine', {}, '可以接着说，说的话人工都能看到。'),
    card.hours && h('p.fine', {}, '人工服务时间：' + card.hours),
    card.summary && summary(card),
    open && acts.length > 0 && h('div.act', {}, ...acts.map(([label, value]) => pick(label, value))),
    bodies,
  ], over);
}
