// Checks the policy files with the engine's wasm, as the widget would: what is published is free of faults.

import { glueModule } from './glue.mjs';

/**
 * Throws an error with every fault of every policy.
 * @param {{ wasm: Buffer, glue: string, shortNames: import('./glue.mjs').ShortNames }} engine
 * @param {{ id: string }[]} policies
 */
export async function checkPolicies({ wasm, glue, shortNames }, policies) {
  const source = glueModule(glue, shortNames);
  const { default: createGlue } = await import(`data:text/javascript,${encodeURIComponent(source)}`);
  const module = await WebAssembly.compile(new Uint8Array(wasm));
  const engine = await createGlue(module, (/** @type {WebAssembly.Exports} */ exports) => exports);
  const lines = [];
  for (const policy of policies) {
    for (const { path, message } of engine.check(policy, 'zh-CN')) lines.push(`${policy.id}${path}: ${message}`);
  }
  if (lines.length > 0) throw new Error(`faulty policies:\n${lines.join('\n')}`);
}
