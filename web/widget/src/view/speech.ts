/* Reading aloud by the browser's own voice. */

export class Speech {
  #reading: HTMLButtonElement | null = null;

  static get available(): boolean {
    return 'speechSynthesis' in window && 'SpeechSynthesisUtterance' in window;
  }

  /** Reads; pressed again, it stops. Without a button it cannot be stopped but by `stop`. */
  read(text: string, button: HTMLButtonElement | null): void {
    const again = button !== null && this.#reading === button;
    this.stop();
    if (again || !text) return;
    this.#mark(button, true);
    // Some voices stop in the middle of a long text, none in the middle of a sentence.
    const sentences = text.match(/[^。！？\n]+[。！？\n]*/g) || [];
    sentences.forEach((sentence, i) => {
      const said = new SpeechSynthesisUtterance(sentence);
      said.lang = 'zh-CN';
      if (i === sentences.length - 1) said.onend = () => { if (this.#reading === button) this.#mark(button, false); };
      speechSynthesis.speak(said);
    });
  }

  stop(): void {
    speechSynthesis.cancel();
    if (this.#reading) this.#mark(this.#reading, false);
  }

  #mark(button: HTMLButtonElement | null, on: boolean): void {
    this.#reading = on ? button : null;
    if (!button) return;
    button.classList.toggle('reading', on);
    button.textContent = on ? '停止朗读' : '朗读';
  }
}
