/* Sends what waits, in order, until the server has answered it. A turn's id makes it safe to send
 * the same turn again, from this tab or another: the server answers it once. */
import { ask } from './server.js';
import { save, settle, talk } from './store.js';

const LOST_AFTER = 40000;
const LONGEST = 10000;

let sending = false;
let alarm = 0;
let notBefore = 0;
let flight = null;
/** What the page does when a turn is under way (returns how to end that) and when it changed. */
let page = { working: () => () => {}, changed: () => {} };

export function attach(callbacks) {
  page = callbacks;
}

/** Sends whatever waits; stops at the first that must wait. `now`: whatever was told. */
export async function wake(now) {
  clearTimeout(alarm);
  if (sending || !navigator.onLine) return;
  if (now !== true && Date.now() < notBefore) {
    alarm = setTimeout(wake, notBefore - Date.now());
    return;
  }
  sending = true;
  let turn;
  while ((turn = talk.turns.find((one) => one.state === 'waiting'))) {
    const stop = page.working(turn);
    const outcome = await post(turn);
    stop();
    if (!talk.turns.includes(turn) || turn.state === 'done') continue;
    Object.assign(turn, outcome.change);
    if (outcome.replies) settle(turn, outcome.replies);
    save();
    page.changed(turn);
    if (outcome.again) {
      notBefore = Date.now() + outcome.again;
      alarm = setTimeout(wake, outcome.again, true);
      break;
    }
  }
  sending = false;
}

/** Another tab is sending what waits: look later whether it did. */
export function wakeLater() {
  if (sending || Date.now() < notBefore) return;
  clearTimeout(alarm);
  alarm = setTimeout(wake, LONGEST);
}

export function again(turn) {
  Object.assign(turn, { state: 'waiting', tries: 0, note: '' });
  save();
  page.changed(turn);
  wake(true);
}

export function abandon() {
  notBefore = 0;
  if (flight) flight.abort();
}

/** One attempt. Returns what changes in the turn, and after how long to try again, if at all. */
async function post(turn) {
  const tries = turn.tries + 1;
  const pause = Math.min(LONGEST, 1000 * 2 ** (tries - 1)) * (0.8 + 0.4 * Math.random());
  const mine = new AbortController();
  const timer = setTimeout(() => mine.abort(), LOST_AFTER);
  flight = mine;
  try {
    const response = await ask('/send', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({ id: turn.id, text: turn.text, choice: turn.choice, edit: turn.edit }),
      signal: mine.signal,
    });
    const data = await response.json().catch(() => null);
    if (response.ok && data && Array.isArray(data.replies)) return { change: { tries }, replies: data.replies };
    const detail = (data && data.detail) || '';
    const busy = response.status === 429 || response.status === 503;
    if (busy || response.status === 408 || (tries < 6 && (response.ok || response.status >= 500))) {
      const told = 1000 * Number(response.headers.get('Retry-After')) || 0;
      const note = detail || '服务这会儿忙。';
      return { change: { note, tries }, again: Math.min(120000, Math.max(told, pause)) };
    }
    const note = detail || '这句没能送到。';
    return { change: { state: 'failed', note, tries, refused: response.status < 500 } };
  } catch (error) {
    return { change: { note: '没连上。', tries }, again: pause };
  } finally {
    clearTimeout(timer);
  }
}
