// Causes traps from outside the program: exhausted memory, and a panic.

/** Runs in the page before its scripts: defines `exhaust()`, `panic(text of a button)`, `memories` and `noMoreMemory`. */
export function armed() {
  window.memories = [];
  const instantiate = WebAssembly.instantiate;
  WebAssembly.instantiate = async (...args) => {
    if (window.noMoreMemory) throw new RangeError('WebAssembly.Instance(): Out of memory');
    const instance = await instantiate(...args);
    // The names of its exports are minified. The rest of a program has no memory of its own.
    const memory = Object.values(instance.exports).find((it) => it instanceof WebAssembly.Memory);
    if (memory) window.memories.push(memory);
    return instance;
  };
  // Takes all memory by which the newest instance could still grow, then makes it store long texts.
  window.exhaust = () => {
    const memory = window.memories[window.memories.length - 1];
    for (let pages = 16384; pages >= 1; pages = Math.floor(pages / 2)) {
      try {
        for (;;) memory.grow(pages);
      } catch (error) {
        // No further step of this size is possible.
      }
    }
    document.querySelector('drc-assessment').answers = { facts: Array(300).fill('长'.repeat(6000)) };
  };
  // The next insertion of a node by the program fails, on which it panics.
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
