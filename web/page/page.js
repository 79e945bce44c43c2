/* The chat page: draws the conversation, minds the box and the buttons. */
import { replies } from './cards.js';
import { button, byId, h, scrollTo } from './dom.js';
import * as news from './news.js';
import * as questions from './questions.js';
import * as queue from './queue.js';
import * as uploads from './uploads.js';
import { addTurn, dropTurn, forget, recall, remember, takeOver, talk } from './store.js';

const LIMIT = 2000;
const DOTS_AFTER = 300;
const SLOW_AFTER = 6000;

const [log, box, jump] = [byId('log'), byId('message'), byId('jump')];
const WHO = { staff: '人工', system: '通知' };
const nodes = new Map();
const last = () => talk.turns[talk.turns.length - 1];

// --- The conversation --------------------------------------------------------------------------

/** Shows what the person says, stores it, and sends it when its turn comes. */
function say(text, more) {
  show(addTurn(text, more));
  queue.wake();
}

/** Draws what was said just now and leads there. */
function show(turn) {
  draw();
  const node = nodes.get(turn.id);
  if (document.activeElement !== box) node.firstChild.focus({ preventScroll: true });
  scrollTo(node);
}

/** Brings the page in line with the stored turns. */
function draw() {
  byId('opening').hidden = talk.turns.length > 0;
  byId('restart').hidden = !talk.turns.length;
  for (const [id, node] of nodes) {
    if (talk.turns.some((turn) => turn.id === id)) continue;
    node.remove();
    nodes.delete(id);
  }
  talk.turns.forEach((turn, i) => {
    if (!nodes.has(turn.id)) {
      nodes.set(turn.id, turn.from ? h('div.turn.said', {}, h('p.who', {}, WHO[turn.from] || '通知'))
        : h('div.turn', {}, h('p.mine', { tabIndex: -1 }, h('span.hidden', {}, '您说：'), h('span'))));
      paint(turn);
    }
    const node = nodes.get(turn.id);
    if (log.children[i] !== node) log.insertBefore(node, log.children[i] || null);
  });
  refresh();
}

/** Draws what follows a person's words: the replies, or how the sending stands. */
function paint(turn) {
  const node = nodes.get(turn.id);
  const shown = `${turn.state} ${turn.note || ''} ${navigator.onLine}`;
  // What stands there already is not read aloud again at each attempt.
  if (turn.state === 'waiting' && node.dataset.shown === shown) return;
  node.dataset.shown = shown;
  while (node.children.length > 1) node.lastChild.remove();
  if (!turn.from) node.firstChild.lastChild.textContent = turn.text;
  if (turn.state === 'sending') node.append(uploads.progressLine(turn));
  else if (turn.state === 'done') node.append(...replies(turn));
  else if (turn.note || !navigator.onLine) node.append(stateLine(turn));
  refresh();
}

/** A turn has changed; an answer below a long story is brought into sight. */
function changed(turn) {
  paint(turn);
  const first = nodes.get(turn.id).children[1];
  if (turn.state === 'done' && turn === last() &&
      first.getBoundingClientRect().top > innerHeight * 0.55) scrollTo(first);
  news.listen();
}

/** Somebody said something unasked: it is brought into sight, nothing else moves. */
function heard() {
  draw();
  nodes.get(last().id).scrollIntoView({ block: 'nearest' });
}

function stateLine(turn) {
  if (turn.state === 'waiting') {
    return h('div.state', {}, h('span', {}, (turn.note || '还没发出。') + '话已存好，会自动再发。'),
      navigator.onLine && button('.quiet', '现在再发', () => { turn.tries = 0; queue.wake(true); }));
  }
  const act = turn.file ? button('', '重新选文件', () => { dropTurn(turn); draw(); uploads.choose(); })
    : turn.refused ? button('', '改一改再发', () => takeBack(turn))
    : button('', '再发一次', () => queue.again(turn));
  return h('div.state.bad', {}, h('span', {}, turn.note), act);
}

/** A refused message goes back into the box, before anything typed since. */
function takeBack(turn) {
  dropTurn(turn);
  box.value = [turn.text, box.value].filter(Boolean).join('\n');
  draw();
  typed();
  box.focus();
}

/** Shows that an answer is being worked out, unless it comes at once; returns how to stop. */
function working(turn) {
  const words = h('span', {}, '正在看');
  const dots = h('div.dots', {}, h('i'), h('i'), h('i'), words);
  const line = () => nodes.has(turn.id) && nodes.get(turn.id).querySelector('.state');
  const timers = [
    setTimeout(() => {
      if (line()) line().hidden = true;
      if (nodes.has(turn.id)) nodes.get(turn.id).append(dots);
    }, DOTS_AFTER),
    setTimeout(() => { words.textContent = '比平时慢一些，还在看，您的话已经存好'; }, SLOW_AFTER),
  ];
  return () => {
    timers.forEach(clearTimeout);
    dots.remove();
    if (line()) line().hidden = false;
  };
}

function refresh() {
  questions.refreshQuestions(log);
  watchJump();
}

// A question below the screen: one button leads to it.
let asked = null;
const watcher = new IntersectionObserver(([seen]) => {
  jump.hidden = seen.isIntersecting || seen.boundingClientRect.top < 0;
}, { rootMargin: '0px 0px -120px 0px' });

function watchJump() {
  const open = log.querySelector('.turn:last-child > .ask.open');
  if (open === asked) return;
  watcher.disconnect();
  asked = open;
  jump.hidden = true;
  if (open) watcher.observe(open);
}

jump.onclick = (event) => {
  event.preventDefault();
  if (!asked) return;
  scrollTo(asked);
  const first = asked.querySelector('button, input');
  if (first) first.focus({ preventScroll: true });
};

// --- The box -----------------------------------------------------------------------------------

function typed() {
  const length = Array.from(box.value.trim()).length;
  const over = length > LIMIT;
  byId('counter').textContent = over ? `多了${length - LIMIT}个字，请删短些或分两次发`
    : length > LIMIT - 200 ? `还能写${LIMIT - length}个字` : '';
  byId('counter').classList.toggle('over', over);
  box.setAttribute('aria-invalid', String(over));
  byId('send').disabled = over;
  box.style.height = 'auto';
  box.style.height = box.scrollHeight + 2 + 'px';
  remember('draft', box.value);
}

function submit() {
  const text = box.value.trim();
  if (!text || byId('send').disabled) return box.focus();
  box.value = '';
  typed();
  say(text, answersInPrivate(text) ? { secret: true } : undefined);
  if (matchMedia('(pointer: coarse)').matches) box.blur();
}

/** Whether words typed here hold the number that a private question of the form asks for. */
const answersInPrivate = (text) =>
  /\d{5}/.test(text) && Boolean(log.querySelector('.turn:last-child > .private.open'));

byId('composer').onsubmit = (event) => { event.preventDefault(); submit(); };
box.oninput = typed;
box.onkeydown = (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  submit();
};

// --- The other buttons -------------------------------------------------------------------------

function resize(size) {
  document.documentElement.dataset.size = size;
  for (const one of ['standard', 'large']) {
    byId('size-' + one).setAttribute('aria-pressed', String(one === size));
    byId('size-' + one).onclick = () => { remember('size', one); resize(one); };
  }
  typed();
}

function restart() {
  forget();
  queue.abandon();
  uploads.showProofs([]);
  draw();
  window.scrollTo(0, 0);
  box.focus();
}

byId('human').onclick = () => say('转人工');
byId('examples').onclick = (event) => { if (event.target.type === 'button') say(event.target.textContent); };
byId('restart').onclick = () => {
  const dialog = byId('confirm');
  if (dialog.showModal) dialog.showModal();
  else if (window.confirm(byId('confirm-text').textContent)) restart();
};
byId('confirm').onclose = () => {
  if (byId('confirm').returnValue === 'yes') restart();
  byId('confirm').returnValue = '';
};

// --- The world outside -------------------------------------------------------------------------

function showNet() {
  byId('net').hidden = navigator.onLine;
  byId('net').textContent = navigator.onLine ? '' : '现在没有网络。您写的话会存好，连上后自动发出。';
}

/** Another tab of this browser said something. */
function follow(event) {
  if (event.key === 'weiquan.sender' && recall('sender', '') !== talk.sender) location.reload();
  if (event.key !== 'weiquan.turns') return;
  takeOver().forEach(paint);
  draw();
  if (talk.turns.some((turn) => turn.state === 'waiting')) queue.wakeLater();
}

/** Tells the style sheet how much of the window the top and the bottom cover. */
function measure() {
  const style = document.documentElement.style;
  const top = document.querySelector('.top');
  const covers = getComputedStyle(top).position === 'sticky' ? top.offsetHeight : 0;
  style.setProperty('--bar', covers + 'px');
  style.setProperty('--foot', document.querySelector('.bottom').offsetHeight + 'px');
}

window.addEventListener('online', () => { showNet(); queue.wake(true); });
window.addEventListener('offline', showNet);
window.addEventListener('storage', follow);
window.addEventListener('resize', measure);
document.addEventListener('visibilitychange', () => {
  if (document.hidden) return;
  queue.wake(true);
  news.listen();
});
if (window.ResizeObserver) {
  const observer = new ResizeObserver(measure);
  ['.top', '.bottom'].forEach((part) => observer.observe(document.querySelector(part)));
}

questions.attach(say);
queue.attach({ working, changed });
uploads.attach({ shown: show, changed, dropped: draw });
news.attach(heard);
box.value = recall('draft', '');
resize(recall('size', 'standard'));
measure();
showNet();
draw();
if (talk.turns.length) nodes.get(last().id).scrollIntoView({ block: 'start' });
requestAnimationFrame(() => log.setAttribute('aria-live', 'polite'));
queue.wake();
news.listen();
