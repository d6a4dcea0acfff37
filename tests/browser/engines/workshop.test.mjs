// The workshop in the engines of today, opened from disk: editor, faults, widget and what is handed out.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileUrl } from '../browser.mjs';
import { ENGINES, openInEngine } from './drivers.mjs';

// A file is opened, a fault typed into it, found, and taken back; the faults are those of the engine.
const WORK = `(async () => {
  const until = async (find) => {
    for (let i = 0; i < 400; i += 1) {
      const found = find();
      if (found) return found;
      await new Promise((resolve) => { setTimeout(resolve, 50); });
    }
    throw new Error('waited in vain for ' + find);
  };
  const violations = [];
  document.addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective));
  const said = () => document.querySelector('#pane-edit .ws-fault-panel[aria-busy=false] h2');
  const is = (text) => () => said() && said().textContent === text;
  const choice = await until(() => document.querySelector('#published'));
  choice.value = '0';
  choice.dispatchEvent(new Event('change'));
  await until(is('没有问题'));
  const widget = await until(() => document.querySelector('drc-assessment'));
  await until(() => widget.policy && widget.shadowRoot.textContent.includes(widget.policy.title));
  const editor = document.querySelector('.ws-editor').shadowRoot;
  const content = editor.querySelector('.cm-content');
  content.focus();
  document.execCommand('insertText', false, 'x');
  await until(() => said() && said().textContent.includes('处问题'));
  const marked = editor.querySelectorAll('.cm-lintRange-error').length;
  // Colours and the width of the gutter come from the sheets that CodeMirror adopts.
  const styled = getComputedStyle(editor.querySelector('.cm-gutters')).display;
  const undo = new KeyboardEvent('keydown', { key: 'z', code: 'KeyZ', keyCode: 90, ctrlKey: true, bubbles: true, cancelable: true });
  content.dispatchEvent(undo);
  await until(is('没有问题'));
  document.querySelector('#tab-publish').click();
  const buttons = [...document.querySelectorAll('#pane-publish button')].filter((button) => button.offsetParent !== null);
  return { marked: marked > 0, styled, handedOut: buttons.length, violations };
})()`;

for (const engine of ENGINES) {
  test(`the workshop works in ${engine.name}`, async () => {
    const page = await openInEngine(engine, fileUrl('workshop.html'), { offline: true });
    try {
      assert.deepEqual(await page.evaluate(WORK), { marked: true, styled: 'flex', handedOut: 4, violations: [] });
    } finally {
      await page.close();
    }
  });
}
