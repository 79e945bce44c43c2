/* How each kind of reply is drawn. What counts stands open, the rest unfolds. */
import { caseStatus, caseSummary, documents, handoff } from './case.js';
import { bullets, call, copier, day, fold, h, link, list, prose, sums } from './dom.js';
import { consent, draft, formQuestion, rating } from './forms.js';
import { offer, question } from './questions.js';

const STATUS = { yes: '可以要', depends: '看情况', no: '要不到' };
const FIRST_STEPS = 2;
const LINES = 6;

/** What follows a person's words: danger first, then the rest as it came. */
export function replies(turn) {
  const isDanger = (reply) => reply.custom && reply.custom.type === 'danger';
  const all = list(turn.replies).filter(Boolean);
  const inOrder = [...all.filter(isDanger), ...all.filter((reply) => !isDanger(reply))];
  const drawn = inOrder.flatMap((reply) => drawReply(turn, reply)).filter(Boolean);
  return drawn.length ? drawn : [h('p.fine', {}, '已收到，人工会在这里回您。')];
}

/** One reply. A card that cannot be drawn falls back to its text: an answer is never lost. */
function drawReply(turn, reply) {
  const card = reply.custom || {};
  try {
    if (Object.prototype.hasOwnProperty.call(CARDS, card.type)) return CARDS[card.type](turn, card, reply);
  } catch (error) {
    console.error(error);
  }
  return [said(reply.text)];
}

const CARDS = {
  answer,
  danger: (turn, card) => {
    // The number to call first stands above all words, in sight at any size of letters.
    const [first, ...others] = list(card.bodies);
    return [h('section.sheet.danger', {},
      h('h2', {}, '眼下最要紧的'),
      first && h('p.act', {}, call(first.phone), h('strong', {}, first.name)),
      h('div.words', {}, ...prose(card.text)), bodies(others))];
  },
  handoff: (turn, card, reply) => [
    handoff(turn, { ...card, text: card.text || reply.text }, bodies(card.bodies))],
  form_question: (turn, card) => [formQuestion(turn, card)],
  consent: (turn, card) => [consent(turn, card)],
  draft: (turn, card) => [draft(turn, card)],
  case_summary: (turn, card) => [caseSummary(turn, card, bullets('', card.deadlines, dueItem))],
  case_status: (turn, card) => [caseStatus(turn, card, bullets('', card.deadlines, dueItem))],
  documents: (turn, card, reply) => [documents(turn, card, reply.text)],
  rating: (turn, card) => [rating(turn, card)],
  notice: (turn, card) => [h('section.sheet.notice', {},
    h('div.words', {}, ...prose(card.text)), bodies(card.bodies))],
  choose_dispute: (turn, card) => [
    question(turn, { fact: 'dispute', question: card.question, kind: 'choice', options: card.options })],
};

/** Plain words; a long list shows its beginning. */
function said(text) {
  const lines = prose(text);
  if (!lines.length) return null;
  const rest = lines.length > LINES + 2 ? lines.splice(LINES) : [];
  return h('div.sheet.say', {}, ...lines,
    rest.length > 0 && fold('.rest', `还有${rest.length}条`, '', h('div.say', {}, ...rest)));
}

// --- The answer --------------------------------------------------------------------------------

/**
 * The text holds the headline when the answer is new or has changed: then the card is shown, with
 * the words before the headline above it. Otherwise the text is what is new, and the card unfolds.
 */
function answer(turn, card, reply) {
  const text = reply.text || '';
  const at = text.indexOf(card.headline);
  const asked = card.ask ? question(turn, card.ask) : null;
  if (at >= 0) return [said(text.slice(0, at)), outcome(card), asked, way(turn, card, text.slice(at))];
  const end = card.ask ? text.lastIndexOf(card.ask.question) : -1;
  return [said(end < 0 ? text : text.slice(0, end)), asked,
    fold('.whole', '完整的回答', typeof card.total === 'number' ? `共${card.total}元` : '',
      outcome(card), way(turn, card))];
}

/** What can be claimed: the headline, the sums. */
function outcome(card) {
  const labels = card.fact_labels || {};
  const claims = list(card.claims);
  const hopeless = claims.filter((found) => found.status === 'no');
  const sure = (found) => Number(found.status === 'yes');
  const open = claims.filter((found) => found.status !== 'no').sort((a, b) => sure(b) - sure(a));
  return h('article.sheet.answer', {},
    h('h2.kicker', {}, (card.dispute && card.dispute.name) || '回答'),
    h('p.headline', {}, ...sums(card.headline)),
    card.aside && h('p.aside', {}, card.aside.text),
    typeof card.total === 'number' &&
      h('p.total', {}, h('span', {}, '加起来可以要'), amount(card.total)),
    claims.length > 0 && h('div.claims', {}, ...open.map((found) => claim(found, labels)),
      hopeless.length > 0 && fold('.fold', '要不到的，为什么', `${hopeless.length}项`,
        ...hopeless.map((found) => h('section.hopeless', {}, h('h3', {}, found.name),
          ...reasons(found, labels), basis(found.cites))))),
    rules(card));
}

/** Rules worth knowing: open where they are the answer, folded beside claims. */
function rules(card) {
  const points = bullets('.points', list(card.points), (point) => [
    h('strong', {}, point.title), h('p', {}, ...sums(point.words)), basis(point.cites)]);
  if (!points || card.verdict === 'guidance') return points;
  return fold('.fold', '还要知道', `${card.points.length}条`, points);
}

function amount(sum, most) {
  const figure = most === undefined || most === sum ? String(sum) : `${sum}～${most}`;
  return h('span.amount', {}, figure, h('small', {}, '元'));
}

/** One claim: a row with the sum and the law; how it is worked out unfolds. */
function claim(found, labels) {
  const range = list(found.range);
  const holds = STATUS[found.status] ? found.status : 'depends';
  const laws = gather(found.cites);
  return h('details.claim', {},
    h('summary', {}, h('span.claim-head', {},
      h('strong', {}, found.name), h('span.pill.' + holds, {}, STATUS[holds]),
      typeof found.amount === 'number' ? amount(found.amount)
        : range.length === 2 && amount(range[0], range[1]),
      laws.length > 0 && h('span.fine', {},
        laws[0].law + laws[0].article + (laws.length > 1 ? `等${laws.length}条` : '')))),
    ...reasons(found, labels), basis(found.cites));
}

function reasons(found, labels) {
  const missing = [...new Set(list(found.missing_facts))]
    .map((id) => labels[id] && labels[id].label).filter(Boolean);
  return [
    h('p', {}, ...sums(found.words)),
    bullets('.working', found.working, (line) => [line]),
    found.status !== 'no' && list(found.applies_if).length > 0 && h('p.fine', {}, '要成立，得是：'),
    found.status !== 'no' && bullets('.premises', found.applies_if, (line) => [line]),
    missing.length > 0 && h('p.fine', {}, '还要知道：' + missing.join('、')),
  ].filter(Boolean);
}

// --- The law -----------------------------------------------------------------------------------

/** Each article once, with all its paragraphs that are cited. */
function gather(cites) {
  const found = new Map();
  for (const cite of list(cites)) {
    const article = cite.law + cite.article;
    const part = String(cite.text || '').startsWith(article) ? cite.text.slice(article.length) : '';
    const seen = found.get(article) || { ...cite, parts: [] };
    if (part && !seen.parts.includes(part)) seen.parts.push(part);
    found.set(article, seen);
  }
  return [...found].map(([article, cite]) => ({ ...cite, name: article + cite.parts.join('、') }));
}

function basis(cites) {
  const laws = gather(cites);
  return laws.length > 0 && fold('.basis', `看依据（${laws.length}条）`, '', bullets('.cites', laws, (cite) => [
    h('strong', {}, cite.name), h('p', {}, '大意：' + cite.gist),
    h('p.fine', {}, cite.in_force_to
      ? `${day(cite.in_force_from)}至${day(cite.in_force_to)}有效`
      : `${day(cite.in_force_from)}起施行，现行有效`),
    cite.full_text && fold('', '条文原文', '', h('p.pre', {}, cite.full_text)),
    link(cite.url, /^https?:\/\/[^/]+\/?$/.test(cite.url) ? '去官方网站查原文' : '看官方原文'),
  ]));
}

// --- What to do --------------------------------------------------------------------------------

/** The way there: the first steps open, then everything that unfolds. */
function way(turn, card, text) {
  const labels = card.fact_labels || {};
  const proofs = list(card.evidence);
  const have = proofs.filter((proof) => proof.have).length;
  const ahead = list(card.deadlines).map((due) => due.days_left)
    .filter((left) => typeof left === 'number' && left >= 0);
  const excuses = [...list(card.excuses)].sort((a, b) => Number(b.heard) - Number(a.heard));
  const notices = list(card.notices);
  const facts = Object.values(labels).filter((fact) => fact && fact.value);
  const part = (title, hint, content) => content && fold('.fold', title, hint, content);
  const told = part('说明', '', bullets('', notices, (notice) => [notice.text]));
  if (told) told.open = notices.some((notice) => notice.kind !== 'disclaimer');
  return h('section.sheet.answer.way', {},
    steps(card.steps),
    h('div.folds', {}, ...[
      part('留好证据', `${proofs.length}样` + (have ? `，已有${have}样` : ''), bullets('', proofs, proofItem)),
      part('别误期限', ahead.length ? daysLeft(Math.min(...ahead)) : '', bullets('', card.deadlines, dueItem)),
      part('可以找谁', '', bullets('', card.bodies, bodyItem)),
      part('对方会怎么说，怎么回', `${excuses.length}条`, bullets('', excuses, excuseItem)),
      part('我理解的情况', '不对就直接说', facts.length > 0 && h('dl.facts', {},
        ...facts.flatMap((fact) => [h('dt', {}, fact.label), h('dd', {}, String(fact.value))]))),
      told,
    ].filter(Boolean)),
    offer(turn, '还可能涉及', list(card.also), 'name', 'dispute'),
    offer(turn, '接下来还可以', list(card.offers), 'label'),
    h('div.tools', {}, card.as_of && h('span.fine', {}, lawDay(card)),
      text && copier('.quiet', '复制这份回答', () => text)));
}

function lawDay(card) {
  const then = card.law_day && card.law_day !== card.as_of ? `（事情按${day(card.law_day)}的法律算）` : '';
  return `按${day(card.as_of)}有效的法律${then}`;
}

function steps(all) {
  const done = list(all).filter((step) => step.done);
  const todo = list(all).filter((step) => !step.done);
  const later = [...todo.slice(FIRST_STEPS), ...done];
  const item = (step) => h(step.done ? 'li.done' : 'li', {},
    h('strong', {}, step.title), step.done && h('span.fine', {}, '（已做）'),
    step.detail && h('p', {}, step.detail));
  return later.length + todo.length > 0 && h('div', {}, h('h3', {}, '先这样做'),
    h('ol.steps', {}, ...todo.slice(0, FIRST_STEPS).map(item)),
    later.length > 0 && fold('.rest', `后面还有${later.length}步`, '',
      h('ol.steps.later', { start: FIRST_STEPS + 1 }, ...later.map(item))));
}

const proofItem = (proof) => [
  h('strong', {}, proof.item), ' ', proof.have && h('span.pill', {}, '✓ 已有'),
  proof.why && h('p', {}, proof.why), proof.how && h('p.fine', {}, '怎么拿：' + proof.how)];

function daysLeft(left) {
  if (left < 0) return `已经过了${-left}天`;
  return left === 0 ? '就是今天' : `还剩${left}天`;
}

const dueItem = (due) => [
  h('strong', {}, due.what), ' ',
  typeof due.days_left === 'number' &&
    h(due.days_left < 15 ? 'span.pill.depends' : 'span.pill', {}, daysLeft(due.days_left)),
  due.day && h('p', {}, '到' + due.day),
  due.last_day && h('p', {}, '最后一天：' + day(due.last_day) + (due.estimated ? '（估算）' : '')),
  due.rule && h('p.fine', {}, due.rule),
  due.note && h('p.fine', {}, due.note), basis(due.cites)];

const bodyItem = (body) => [
  h('strong', {}, body.name), body.why && h('p', {}, body.why),
  (body.phone || body.url) && h('div.act', {}, call(body.phone), link(body.url, '打开网站'))];

const bodies = (all) => bullets('.bodies', all, bodyItem);

const excuseItem = (met) => [
  h('strong', {}, `“${met.said}”`), ' ', met.heard && h('span.pill.depends', {}, '您遇到了'),
  met.why && h('p', {}, met.why),
  h('p.fine', {}, '可以这样回：'), h('p.quote', {}, met.reply),
  met.screenshot && h('p.fine', {}, '记得截图：' + met.screenshot),
  h('div.act', {}, copier('', '复制这句话', () => met.reply)), basis(met.cites)];
