/* Server-sent events from the text of a response (WHATWG HTML, 9.2.6). EventSource itself cannot
 * send a token. */

export interface ServerEvent { id?: string; event: string; data: string }

/** Takes text as it comes, in pieces of any length, and gives the events that are complete. */
export class Events {
  #rest = '';
  #started = false;

  feed(piece: string): ServerEvent[] {
    let text = this.#rest + piece;
    if (!this.#started && text) {
      this.#started = true;
      if (text[0] === '\ufeff') text = text.slice(1);
    }
    // A carriage return at the end may be the first half of a line's end.
    const whole = text.endsWith('\r') ? text.slice(0, -1) : text;
    const blocks = whole.replace(/\r\n?/g, '\n').split('\n\n');
    const last = blocks.pop()!;
    this.#rest = last + text.slice(whole.length);
    return blocks.map(read).filter((event): event is ServerEvent => event !== null);
  }
}

function read(block: string): ServerEvent | null {
  const event: ServerEvent = { event: 'message', data: '' };
  const data: string[] = [];
  for (const line of block.split('\n')) {
    const [, field, value] = /^([^:]*)(?:: ?(.*))?$/.exec(line) || ['', '', ''];
    if (field === 'data') data.push(value || '');
    else if (field === 'event') event.event = value || 'message';
    else if (field === 'id') event.id = value || '';
  }
  if (!data.length) return null;
  event.data = data.join('\n');
  return event;
}
