// What comes of tables in a batch, as an expression that every engine evaluates: what is shown, the summaries, and the
// digest of the workbook and of the text that are handed out.

/**
 * @param {{ name: string, bytes: Uint8Array }[]} files
 * @param {number} zones How many zones they hold.
 */
export function batchOutput(files, zones) {
  const given = JSON.stringify(files.map(({ name, bytes }) => ({ name, text: Buffer.from(bytes).toString('base64') })));
  return `(async () => {
    const until = async (find) => {
      for (let i = 0; i < 600; i += 1) {
        const found = find();
        if (found) return found;
        await new Promise((resolve) => { setTimeout(resolve, 50); });
      }
      throw new Error('waited in vain for ' + find);
    };
    const element = document.querySelector('drc-assessment');
    const inside = (selector) => element.shadowRoot && element.shadowRoot.querySelector(selector);
    const press = (text) => [...element.shadowRoot.querySelectorAll('button')].filter((it) => it.textContent.includes(text))[0].click();
    const choice = await until(() => inside('input[type=file]') || inside('.drc-choice button'));
    if (choice.localName === 'button') choice.click();
    const input = await until(() => inside('input[type=file]'));
    const transfer = new DataTransfer();
    for (const { name, text } of ${given}) {
      transfer.items.add(new File([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], name));
    }
    input.files = transfer.files;
    input.dispatchEvent(new Event('change'));
    await until(() => element.shadowRoot.textContent.includes('评估完成：${zones} 个'));
    const names = await until(() => {
      const opens = [...element.shadowRoot.querySelectorAll('.drc-zones__open')];
      return opens.length === ${zones} && opens.map((it) => it.textContent);
    });
    const rows = [...element.shadowRoot.querySelectorAll('.drc-zones__body .drc-zones__row')].map((it) => it.textContent);
    const problems = [...element.shadowRoot.querySelectorAll('.drc-more tbody tr')].map((it) => it.textContent);
    const summaries = JSON.stringify(await element.readResults());
    const handedOut = [];
    const original = URL.createObjectURL;
    URL.createObjectURL = (blob) => { handedOut.push(blob); return original.call(URL, blob); };
    press('导出 Excel');
    await until(() => handedOut.length === 1);
    press('导出 CSV');
    await until(() => handedOut.length === 2);
    URL.createObjectURL = original;
    const bytesOf = (blob) => new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(new Uint8Array(reader.result));
      reader.readAsArrayBuffer(blob);
    });
    const digests = [];
    for (const blob of handedOut) {
      let digest = 0;
      for (const byte of await bytesOf(blob)) digest = (Math.imul(digest, 31) + byte) >>> 0;
      digests.push(blob.size + ' ' + digest);
    }
    return { names, rows, problems, summaries, digests };
  })()`;
}
