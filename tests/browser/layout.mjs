// Finds faults of layout: runs in the page, on every element of the widget.

/** Sentences on what is cut off, overflows, overlaps something else or is too small to press. */
export function layoutFaults(page) {
  return page.evaluate(() => {
    // These scroll on purpose.
    const SCROLLS = ['drc-tabs', 'drc-tabs__list', 'drc-layout__aside', 'drc-zones', 'drc-zones__scroll'];
    const CONTROLS = 'a[href], button, input, select, textarea, summary';
    const SLACK = 1;
    const LEAST_TARGET = 24;
    const root = document.querySelector('drc-assessment').shadowRoot.querySelector('.drc');
    const faults = [];
    const width = document.documentElement.clientWidth;

    const nameOf = (node) => {
      const words = (node.innerText || node.getAttribute('aria-label') || node.id || '')
        .trim()
        .replace(/\s+/g, ' ')
        .slice(0, 30);
      return `${node.localName}.${node.getAttribute('class') || ''} “${words}”`;
    };
    const report = (kind, node, detail) => faults.push(`${kind}: ${nameOf(node)} ${detail}`);
    const isIn = (node, classes) => classes.some((name) => node.closest(`.${name}`));
    // Not collapsed, for screen readers only, or an input lying over what is drawn for it.
    const isShown = (node) => {
      if (!node.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
      for (let at = node; at !== root; at = at.parentElement) if (getComputedStyle(at).clip !== 'auto') return false;
      return true;
    };

    if (document.documentElement.scrollWidth > width) {
      faults.push(`the page scrolls sideways: ${document.documentElement.scrollWidth} > ${width}`);
    }

    for (const node of root.querySelectorAll('*')) {
      if (node.closest('svg')) continue;
      const box = node.getBoundingClientRect();
      const style = getComputedStyle(node);
      if (box.width === 0 || box.height === 0 || !isShown(node)) continue;

      if ((box.right > width + SLACK || box.left < -SLACK) && !isIn(node, SCROLLS)) {
        report('outside', node, `${Math.round(box.left)} to ${Math.round(box.right)} of ${width}`);
      }
      // Inline elements have no client size; text fields scroll with their text.
      if (style.display === 'inline' || ['input', 'textarea'].includes(node.localName)) continue;
      if (node.localName === 'select') {
        const canvas = document.createElement('canvas').getContext('2d');
        canvas.font = style.font;
        const inside = node.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
        const words = canvas.measureText(node.selectedOptions[0].text).width;
        if (words > inside + SLACK) report('cut off', node, `${Math.round(words)} > ${Math.round(inside)}`);
        continue;
      }
      if (SCROLLS.some((name) => node.classList.contains(name))) continue;
      // Cut on purpose, with a mark, and told in full.
      if (style.textOverflow === 'ellipsis' && (node.title || '').startsWith(node.textContent)) continue;
      if (node.scrollWidth > node.clientWidth + SLACK) {
        report(
          style.overflowX === 'visible' ? 'runs out' : 'cut off',
          node,
          `${node.scrollWidth} > ${node.clientWidth}`,
        );
      }
      if (style.overflowY !== 'visible' && node.scrollHeight > node.clientHeight + SLACK) {
        report('cut off', node, `${node.scrollHeight} > ${node.clientHeight} high`);
      }
    }

    // An input that lies over what is drawn for it is pressed there.
    const controls = [...root.querySelectorAll(CONTROLS)].filter((node) => {
      const box = node.getBoundingClientRect();
      return box.width > 0 && box.height > 0 && node.checkVisibility({ visibilityProperty: true });
    });
    const boxes = controls.map((node) => node.getBoundingClientRect());
    controls.forEach((node, index) => {
      const box = boxes[index];
      if (box.height < LEAST_TARGET - 0.5 || box.width < LEAST_TARGET - 0.5) {
        report('too small', node, `${Math.round(box.width)} × ${Math.round(box.height)}`);
      }
      // Floats over what is below it.
      if (isIn(node, ['drc-bar'])) return;
      for (let other = index + 1; other < controls.length; other += 1) {
        const that = boxes[other];
        const across = Math.min(box.right, that.right) - Math.max(box.left, that.left);
        const down = Math.min(box.bottom, that.bottom) - Math.max(box.top, that.top);
        if (across > 2 && down > 2 && !isIn(controls[other], ['drc-bar'])) {
          report('overlaps', node, nameOf(controls[other]));
        }
      }
    });
    return faults;
  });
}

/** Sets the size of the window and waits until the widget has adapted. */
export async function view(page, width, height) {
  await page.setViewportSize({ width, height });
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(resolve));
      }),
  );
}
