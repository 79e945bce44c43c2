/* The server's web door: every request with the token of this browser's conversation. */
import { recall, remember } from '../state/storage';

export const DOOR = '/webhooks/web';
const DAY = 86400000;
/** A token that ends sooner is renewed. */
const RENEW = 20 * DAY;

interface Session { token: string; conversation: string; expires: string }

function held(): Session | null {
  const found = recall('session') as Partial<Session> | undefined;
  // What cannot stand in a header could not even be refused.
  return found && /^[\w.=-]+$/.test(String(found.token)) && typeof found.expires === 'string' ? found as Session : null;
}

const hold = ({ token, conversation, expires }: Session): void => remember('session', { token, conversation, expires });

/** A refusal of the server, with what it said. */
export class Refused extends Error {
  constructor(readonly response: Response) {
    super(String(response.status));
  }
}

export class Server {
  /** The conversation could not be gone on with: another has begun. */
  replaced: () => void = () => undefined;
  /** One request for a token at a time, in all tabs where the browser can do that. */
  #asking: Promise<string> | null = null;

  /** `base`: the server's address without a slash at its end. */
  constructor(readonly base: string) {}

  /** The conversation of this browser; empty before the first word. */
  get conversation(): string {
    const session = held();
    return session ? session.conversation || 'known' : '';
  }

  forget(): void {
    remember('session', undefined);
  }

  /** Goes on with the conversation that a code from another channel carries. Raises in words. */
  async join(code: string): Promise<void> {
    const response = await fetch(this.base + DOOR + '/session', { method: 'POST', body: JSON.stringify({ code }) });
    if (!response.ok) throw new Error(await detail(response));
    hold(await response.json() as Session);
  }

  /** As fetch below the door; a token that no longer holds is replaced once. */
  async ask(path: string, options: RequestInit = {}): Promise<Response> {
    let refused = '';
    for (let tries = 0; ; tries += 1) {
      let token;
      try {
        token = await this.#token(refused);
      } catch (error) {
        if (error instanceof Refused) return error.response;
        throw error;
      }
      const headers = { ...(options.headers as Record<string, string>), Authorization: 'Bearer ' + token };
      const response = await fetch(this.base + DOOR + path, { ...options, headers });
      if (response.status !== 401 || tries) return response;
      refused = token;
    }
  }

  /** Whether people are at work, also before there is a conversation. */
  async desk(): Promise<unknown> {
    const response = this.conversation ? await this.ask('/desk') : await fetch(this.base + DOOR + '/desk');
    return response.ok ? response.json() : null;
  }

  /** Sends one file. `progress` gets parts of one; `signal` ends it. */
  async upload(
    file: File, id: string, progress: (part: number) => void, signal: AbortSignal,
  ): Promise<{ status: number; data: any }> {
    const token = await this.#token('');
    return new Promise((resolve, reject) => {
      // fetch tells nothing of how far a request has come.
      const request = new XMLHttpRequest();
      request.open('POST', this.base + DOOR + '/upload');
      request.setRequestHeader('Authorization', 'Bearer ' + token);
      request.responseType = 'json';
      request.upload.onprogress = (event) => { if (event.lengthComputable) progress(event.loaded / event.total); };
      request.onload = () => {
        if (request.status === 401) this.forget();
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

  /** Saves a file of this conversation under the name given or the server's; the token goes with
   * the request, so that a plain link cannot do it. Raises what went wrong in words. */
  async save(path: string, name?: string): Promise<void> {
    const response = await this.ask(path);
    if (!response.ok) throw new Error(await detail(response) || '没有下载成，请再试一次。');
    const address = URL.createObjectURL(await response.blob());
    const told = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('Content-Disposition') || '');
    const link = document.createElement('a');
    Object.assign(link, { href: address, download: name || (told ? decodeURIComponent(told[1]) : '') });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  }

  #token(refused: string): Promise<string> {
    const session = held();
    const left = session ? Date.parse(session.expires) - Date.now() : 0;
    if (session && session.token !== refused && left > RENEW) return Promise.resolve(session.token);
    if (!this.#asking) {
      const earlier = session && session.token !== refused ? session.token : '';
      this.#asking = this.#begin(earlier, refused).finally(() => { this.#asking = null; });
    }
    return this.#asking;
  }

  #begin(earlier: string, refused: string): Promise<string> {
    const ask = async (): Promise<string> => {
      const now = held();
      // Another tab may have got one while this one waited.
      if (now && now.token !== earlier && now.token !== refused && Date.parse(now.expires) - Date.now() > RENEW) return now.token;
      const headers: Record<string, string> = earlier ? { Authorization: 'Bearer ' + earlier } : {};
      const response = await fetch(this.base + DOOR + '/session', { method: 'POST', headers });
      if (!response.ok) throw new Refused(response);
      const session = await response.json() as Session;
      hold(session);
      if (now && now.conversation !== session.conversation) this.replaced();
      return session.token;
    };
    return navigator.locks ? navigator.locks.request('weiquan.session', ask) as unknown as Promise<string> : ask();
  }
}

/** What a refusal says, if it says anything. */
export async function detail(response: Response): Promise<string> {
  const data = await response.json().catch(() => null) as { detail?: unknown } | null;
  return data && typeof data.detail === 'string' ? data.detail : '';
}
