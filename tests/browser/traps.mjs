// Traps, without a hook in the program: exhausted memory, and a panic.

/** Run in the page before its scripts: gives it `exhaust()`, `panic(words on a button)`, `memories` and `noMoreMemory`. */
export function armed() {
  window.memories = [];
  const instantiate = WebAssembly.instantiate;
  WebAssembly.instantiate = async (...args) => {
    if (window.noMoreMemory) throw new RangeError('WebAssembly.Instance(): Out of memory');
    const instance = await instantiate(...args);
    // Its exports have no telling names.
    window.memories.push(Object.values(instance.exports).find((it) => it instanceof WebAssembly.Memory));
    return instance;
  };
  // Takes all memory the newest instance could still grow by, then asks it to hold long texts.
  window.exhaust = () => {
    const memory = window.memories[window.memories.length - 1];
    for (let pages = 16384; pages >= 1; pages = Math.floor(pages / 2)) {
      try {
        for (;;) memory.grow(pages);
      } catch (error) {
        // No more steps of this size.
      }
    }
    document.querySelector('drc-assessment').answers = { facts: Array(300).fill('长'.repeat(6000)) };
  };
  // The next node that the program puts into the page is refused, which it holds to be impossible.
  window.panic = (result) => {
    const { insertBefore } = Node.prototype;
    Node.prototype.insertBefore = () => {
      throw new Error('refused');
    };
    const { shadowRoot } = document.querySelector('drc-assessment');
    [...shadowRoot.querySelectorAll('button')].find((button) => button.textContent.includes(result)).click();
    setTimeout(() => {
      Node.prototype.insertBefore = insertBefore;
    }, 0);
  };
}
