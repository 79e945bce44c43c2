/* What staff and the system say unasked: asked for once on arrival, then while people are at work. */
import { list } from './dom.js';
import { ask, known } from './server.js';
import { addSaid, recall, remember, save, talk } from './store.js';

const OPEN = ['waiting', 'claimed', 'ticket'];
const WAIT = 25;
const FULL = 200;

let running = false;
let said = () => {};

export function attach(callback) {
  said = callback;
}

/** Whether a person is asked for or at work, as the last card about it says. */
function open() {
  const cards = talk.turns.flatMap((turn) => list(turn.replies)).map((reply) => (reply && reply.custom) || {});
  const last = cards.filter((card) => card.type === 'handoff' && card.state).pop();
  return Boolean(last) && OPEN.includes(last.state);
}

export async function listen() {
  if (running || !known()) return;
  running = true;
  let pause = 1000;
  let again = true;
  while (again) {
    const [talking, began] = [talk.sender, Date.now()];
    try {
      const after = recall('seen', 0) || 0;
      const response = await ask(`/messages?after=${after}&wait=${open() ? WAIT : 0}`);
      if (!response.ok) throw new Error(String(response.status));
      const data = await response.json();
      if (talking !== talk.sender) break;
      remember('seen', Math.max(after, data.last));
      const news = list(data.messages).filter((one) => one.who === 'staff' || one.who === 'system');
      news.forEach(addSaid);
      if (news.length) save();
      if (news.length) said();
      pause = 1000;
      again = open() || list(data.messages).length >= FULL;
      // Answered at once with nothing new: the server lets no more of our tabs wait.
      if (again && !list(data.messages).length && Date.now() - began < pause) await rest(5000);
    } catch (error) {
      await rest(pause);
      pause = Math.min(30000, pause * 2);
      again = open();
    }
  }
  running = false;
}

const rest = (time) => new Promise((resolve) => { setTimeout(resolve, time); });
