// Today, for a page that may stay open past midnight.

const CHECK_MS = 5000;

export class Day {
  /** @param {(day: string) => void} onNewDay Called with the day, as YYYY-MM-DD, once it is another one. */
  constructor(onNewDay) {
    // As it was read last.
    this.text = '';
    this.timer = 0;
    this.check = () => {
      const before = this.text;
      if (this.read() !== before) onNewDay(this.text);
    };
  }

  connected() {
    document.addEventListener('visibilitychange', this.check);
    this.timer = window.setInterval(this.check, CHECK_MS);
  }

  disconnected() {
    document.removeEventListener('visibilitychange', this.check);
    clearInterval(this.timer);
  }

  /** The day of the computer's clock, as YYYY-MM-DD. */
  read() {
    this.text = today();
    return this.text;
  }
}

function today() {
  const now = new Date();
  /** @param {number} part */
  const twoDigits = (part) => (part < 10 ? `0${part}` : part);
  return `${now.getFullYear()}-${twoDigits(now.getMonth() + 1)}-${twoDigits(now.getDate())}`;
}
