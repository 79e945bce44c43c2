/* The server's door: every request with the token of this browser's conversation. */
import { recall, remember } from './store.js';

const DOOR = '/webhooks/web';
const DAY = 86400000;
const RENEW = 20 * DAY;

/** One request for a token at a time, in all tabs where the browser can do that. */
let asking = null;

function token(refused) {
  const held = recall('session', null);
  const left = held ? Date.parse(held.expires) - Date.now() : 0;
  if (held && held.token !== refused && left > RENEW) return Promise.resolve(held.token);
  if (!asking) asking = begin(held && held.token !== refused ? held.token : '').finally(() => { asking = null; });
  return asking;
}

async function begin(held) {
  const ask = async () => {
    const now = recall('session', null);
    if (now && now.token !== held && Date.parse(now.expires) - Date.now() > RENEW) return now.token;
    const headers = held ? { Authorization: 'Bearer ' + held } : {};
    const response = await fetch(DOOR + '/session', { method: 'POST', headers });
    if (!response.ok) throw Object.assign(new Error('no session'), { response });
    const session = await response.json();
    remember('session', { token: session.token, expires: session.expires });
    return session.token;
  };
  return navigator.locks ? navigator.locks.request('weiquan.session', ask) : ask();
}

export const known = () => Boolean(recall('session', null));

/** As fetch; a token that no longer holds is replaced once. */
export async function ask(path, options) {
  let response;
  let held = '';
  for (let tries = 0; tries < 2; tries += 1) {
    try {
      held = await token(held);
    } catch (error) {
      if (error.response) return error.response;
      throw error;
    }
    const headers = { ...(options || {}).headers, Authorization: 'Bearer ' + held };
    response = await fetch(DOOR + path, { ...options, headers });
    if (response.status !== 401) break;
    remember('session', null);
  }
  return response;
}

/** Sends one file. `progress` gets parts of one; `signal` ends it. Resolves to {status, data}. */
export async function upload(file, id, progress, signal) {
  const held = await token('');
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', DOOR + '/upload');
    request.setRequestHeader('Authorization', 'Bearer ' + held);
    request.responseType = 'json';
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.onload = () => {
      if (request.status === 401) remember('session', null);
      resolve({ status: request.status, data: request.response });
    };
    request.onerror = () => reject(new Error('network'));
    request.onabort = () => reject(new DOMException('stopped', 'AbortError'));
    signal.addEventListener('abort', () => request.abort());
    const form = new FormData();
    form.append('id', id);
    form.append('file', file, file.name);
    request.send(form);
  });
}

/** Saves a file of this conversation, under the name given or the server's; the token goes with the request, so a plain link cannot. */
export async function save(path, name) {
  const response = await ask(path);
  if (!response.ok) throw new Error(String(response.status));
  const address = URL.createObjectURL(await response.blob());
  const told = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('Content-Disposition') || '');
  const saved = name || (told ? decodeURIComponent(told[1]) : '');
  const link = Object.assign(document.createElement('a'), { href: address, download: saved });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

/** The path behind the door, for an address of ours; nothing for any other. */
export const pathOf = (url) => (String(url || '').startsWith(DOOR + '/') ? url.slice(DOOR.length) : '');
