/* Proofs: choosing files, sending them one after the other, the list of what was sent. */
import { button, byId, h, list } from './dom.js';
import { ask, known, save as download, upload } from './server.js';
import { addTurn, dropTurn, save, settle, talk } from './store.js';

const MOST = 10 * 1024 * 1024;
const KINDS = /^(image\/(jpeg|png|webp)|application\/pdf)$/;

let page = { shown: () => {}, changed: () => {}, dropped: () => {} };
const flights = new Map();
let line = Promise.resolve();

export function attach(callbacks) {
  page = callbacks;
  byId('attach').onclick = () => byId('file').click();
  byId('file').onchange = () => {
    take(byId('file').files);
    byId('file').value = '';
  };
  byId('message').addEventListener('paste', (event) => {
    if (!event.clipboardData || !event.clipboardData.files.length) return;
    event.preventDefault();
    take(event.clipboardData.files);
  });
  refreshProofs();
}

function take(files) {
  for (const file of files) {
    const turn = addTurn('上传：' + file.name, { file: { size: file.size }, state: 'sending' });
    const refusal = !KINDS.test(file.type) ? '只能传照片（JPG、PNG、WebP）或 PDF。'
      : file.size > MOST ? '文件太大了，最大10MB。可以截图再传。' : !file.size ? '这个文件是空的。' : '';
    if (refusal) Object.assign(turn, { state: 'failed', note: refusal });
    else flights.set(turn.id, { stop: new AbortController(), part: 0 });
    save();
    page.shown(turn);
    if (!refusal) line = line.then(() => send(turn, file));
  }
}

async function send(turn, file) {
  const flight = flights.get(turn.id);
  if (!flight || flight.stop.signal.aborted) return;
  const progress = (part) => {
    flight.part = part;
    if (flight.draw) flight.draw();
  };
  try {
    const { status, data } = await upload(file, turn.id, progress, flight.stop.signal);
    if (status < 300 && data) settle(turn, list(data.replies));
    else Object.assign(turn, { state: 'failed', note: (data && data.detail) || '没有传成，请再传一次。' });
  } catch (error) {
    if (error.name === 'AbortError') return;
    Object.assign(turn, { state: 'failed', note: '没连上，文件没有传成。请再传一次。' });
  } finally {
    flights.delete(turn.id);
  }
  if (!talk.turns.includes(turn)) return;
  save();
  page.changed(turn);
  refreshProofs();
}

/** How far a file has come, and how to stop it. */
export function progressLine(turn) {
  const flight = flights.get(turn.id);
  const bar = h('progress', { max: 1, value: 0, 'aria-label': '上传进度' });
  const words = h('span', { 'aria-hidden': 'true' });
  const stop = button('.quiet', '取消', () => {
    if (flight) flight.stop.abort();
    flights.delete(turn.id);
    dropTurn(turn);
    page.dropped();
  });
  const draw = () => {
    const part = flight ? flight.part : 0;
    bar.value = part;
    words.textContent = !flight ? '在另一个页面里上传' : part < 1 ? `${Math.floor(part * 100)}%` : '已传完，正在看';
    stop.hidden = !flight || part >= 1;
  };
  if (flight) flight.draw = draw;
  draw();
  return h('div.state.sending', {}, bar, words, stop);
}

export const choose = () => byId('attach').click();

// --- What was sent -----------------------------------------------------------------------------

const sizeOf = (bytes) => (bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))}KB`
  : `${(bytes / 1024 / 1024).toFixed(1)}MB`);

export async function refreshProofs() {
  if (!known()) return showProofs([]);
  const response = await ask('/evidence').catch(() => null);
  if (response && response.ok) showProofs(list((await response.json()).items));
}

export function showProofs(items) {
  byId('proofs').hidden = !items.length;
  byId('proofs-count').textContent = `已传材料${items.length}份`;
  byId('proofs-list').replaceChildren(...items.map((item) => {
    const path = '/evidence/' + encodeURIComponent(item.id);
    const name = button('.quiet.file', item.name, () => download(path, item.name).catch(() => {}));
    const remove = button('.quiet', '删除', async () => {
      if (!confirm(`删除“${item.name}”？删了就找不回来。`)) return;
      const response = await ask(path, { method: 'DELETE' }).catch(() => null);
      if (response && response.ok) showProofs(list((await response.json()).items));
      else await refreshProofs();
      byId('proofs').querySelector('summary').focus();
    });
    name.setAttribute('aria-label', '下载' + item.name);
    remove.setAttribute('aria-label', '删除' + item.name);
    return h('li', {}, name, h('span.fine', {}, sizeOf(item.size)), remove);
  }));
}
