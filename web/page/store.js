/*
 * What lasts in this browser: the conversation, the words not yet sent, the size of the letters.
 *
 * A turn is one exchange: {id, text, choice?, edit?, file?, at, state, replies?, note?, tries}. Its
 * state is "waiting" (kept until the server has answered), "sending" (a file under way, which this
 * browser cannot keep), "done" or "failed" (the server refused it). A turn with `from` is what staff
 * or the system said unasked.
 */
import { list } from './dom.js';

const KEEP = 50;
const memory = {};

export function recall(key, otherwise) {
  try {
    const found = localStorage.getItem('weiquan.' + key);
    return found === null ? otherwise : JSON.parse(found);
  } catch (error) {
    return key in memory ? memory[key] : otherwise;
  }
}

export function remember(key, value) {
  memory[key] = value;
  try {
    localStorage.setItem('weiquan.' + key, JSON.stringify(value));
    return true;
  } catch (error) {
    return false;
  }
}

/** A random UUID, also where crypto.randomUUID is missing (plain http, older phones). */
export function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1)).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** The conversation of this browser, shared by its tabs; `sender` tells one talk from the next. */
export const talk = { sender: recall('sender', ''), turns: list(recall('turns', [])) };
if (!talk.sender) remember('sender', (talk.sender = uuid()));
for (const turn of talk.turns) {
  if (turn.state === 'sending') Object.assign(turn, { state: 'failed', note: '上次没有传完，请重新选文件。' });
}

/** Keeps the last turns; when the browser's store is full, older answers go, never what waits. */
export function save() {
  // Another tab has started over: what this one still holds is of the talk that was cleared.
  if (recall('sender', talk.sender) !== talk.sender) return;
  let kept = talk.turns.filter((turn, i) => i >= talk.turns.length - KEEP || turn.state !== 'done');
  while (!remember('turns', kept) && kept.some((turn) => turn.state === 'done')) {
    kept = kept.filter((turn) => turn !== kept.find((old) => old.state === 'done'));
  }
}

/** `more`: choice, edit, file, secret (its words are masked once the server has them). */
export function addTurn(text, more) {
  const turn = { id: uuid(), text, at: Date.now(), state: 'waiting', tries: 0, ...more };
  talk.turns.push(turn);
  save();
  return turn;
}

/** What somebody else said; a message that is there already is not shown twice. */
export function addSaid(message) {
  const id = 'said-' + message.id;
  if (talk.turns.some((turn) => turn.id === id)) return;
  talk.turns.push({
    id, from: message.who, text: '', at: Date.parse(message.at) || Date.now(), state: 'done',
    replies: [{ text: message.text, custom: message.custom }],
  });
}

/** Replies have come: what nobody needs to read again is not kept readable. */
export function settle(turn, replies) {
  Object.assign(turn, { state: 'done', replies, note: '' });
  if (!turn.secret) return;
  const secret = turn.edit ? turn.edit.value : turn.text;
  if (secret) turn.text = turn.text.replace(secret, masked(secret));
  if (turn.edit) turn.edit = { field: turn.edit.field };
}

/** The ends of a text; by whole characters, since rare ones in names are made of two units. */
function masked(text) {
  const signs = Array.from(text);
  const [head, tail] = signs.length < 8 ? [1, 0] : [3, 2];
  const shown = (part) => part.join('');
  return shown(signs.slice(0, head)) + '*'.repeat(signs.length - head - tail) + shown(signs.slice(signs.length - tail));
}

export function dropTurn(turn) {
  talk.turns = talk.turns.filter((one) => one !== turn);
  save();
}

export function forget() {
  remember('sender', (talk.sender = uuid()));
  for (const key of ['session', 'seen']) remember(key, null);
  talk.turns = [];
  save();
}

/** Takes over what another tab said or got, losing nothing of ours; returns the turns changed. */
export function takeOver() {
  const changed = [];
  for (const turn of list(recall('turns', []))) {
    const ours = talk.turns.find((one) => one.id === turn.id);
    if (!ours) talk.turns.push(turn);
    else if (ours.state !== 'done' && ours.state !== turn.state) changed.push(Object.assign(ours, turn));
  }
  talk.turns.sort((a, b) => a.at - b.at);
  return changed;
}
