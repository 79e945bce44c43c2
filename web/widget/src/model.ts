/* What passes between server, state and cards. */

export type Who = 'person' | 'bot' | 'staff' | 'system';

/** What the server adds to a reply's text; the fields of each type are in the design, section 5. */
export interface Card {
  type: string;
  // The server may send more than this version knows, so a card is read with care.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  [field: string]: any;
}

/** One thing said, as the server tells it. `turn` is the key that the client gave its message. */
export interface Message {
  id?: number;
  who: Who;
  turn?: string;
  text: string;
  custom?: Card | null;
  /** Beside an answer: its words without the law. */
  plain?: Plain;
  at: string;
  file?: boolean;
}

/** An answer in plain words: `steps` and `names` (of the claims) as in its card; `said` is new. */
export interface Plain {
  headline: string;
  said: string;
  steps: { title: string; detail: string }[];
  names: string[];
}

export interface Choice { fact: string; value: string }
export interface Edit { field: string; value?: string }
export interface Rating { stars: number; words: string }

/** What goes with words. `secret`: they are masked here once the server has them. */
export interface More {
  choice?: Choice;
  edit?: Edit;
  rating?: Rating;
  secret?: boolean;
}

/**
 * One exchange: what the person said and what came back. A turn with `from` is what staff or the
 * system said unasked. `waiting`: kept until the server has answered; `sending`: a file under way;
 * `failed`: the server refused it, or the file could not be sent.
 */
export interface Turn extends More {
  key: string;
  text: string;
  /** Milliseconds since 1970; of the server's clock once it has told them. */
  at: number;
  known?: boolean;
  state: 'waiting' | 'sending' | 'failed' | 'done';
  from?: Who;
  file?: boolean;
  note?: string;
  refused?: boolean;
  tries: number;
  replies: Message[];
}

/** Who is answering, and when people are there. */
export interface Desk {
  open: boolean;
  hours: string;
  state?: 'bot' | 'waiting' | 'claimed';
  place?: number;
  staff?: string;
}

/** What a card may know and do. */
export interface Chat {
  turns(): readonly Turn[];
  /** Say something for the person. */
  say(text: string, more?: More): void;
  /** Save a file of the conversation by its path at the server's web door. */
  save(path: string, name?: string): Promise<void>;
  /** The server's address, without a slash at its end. */
  readonly server: string;
  /** One thing at a time, no law, large letters. */
  readonly simple: boolean;
  /** Reads aloud, or stops when it is reading this; null where the browser cannot. */
  readonly read: ((text: string, button: HTMLButtonElement) => void) | null;
}
