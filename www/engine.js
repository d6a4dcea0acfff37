// Entry of drc-assessment-engine.js: the glue of the engine's wasm, with which the script makes instances, and the calls
// of a running one.

import createGlue from 'glue';
import { withCalls } from './engine/calls.js';
import { registerPart } from './element/register.js';
import { UNREADABLE_ANSWERS } from './element/unreadable-answers.js';

/**
 * Failures that only a running engine can have.
 * @type {Record<string, import('./element/types').Sentence>}
 */
const SENTENCES = {
  call: [
    '自评程序在这次计算中意外中断，已重新启动，未得出结果。',
    'The program stopped unexpectedly during this call and was restarted; there is no result.',
  ],
  'policy-not-loaded': [
    '该政策尚未载入或编号有误，请先调用 DrcAssessment.load。',
    'The policy is not loaded, or there is none with this id: await DrcAssessment.load first.',
  ],
  answers: UNREADABLE_ANSWERS,
  rows: ['一次最多评估 100000 组填报，未评估。', 'At most 100000 rows at a time; none was assessed.'],
};

registerPart('engine', {
  sentences: SENTENCES,
  integrity: MODE_PARTS,
  withCalls,
  program: { createGlue, file: 'drc-assessment-engine.wasm', holder: 'engine-wasm', integrity: INTEGRITY.wasm },
});
