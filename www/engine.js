// Entry of drc-assessment-engine.js: the glue of the engine's wasm. The script makes instances with it.

import createGlue from 'glue';
import { registerPart } from './element/register.js';

registerPart('engine', {
  sentences: {},
  program: { createGlue, file: 'drc-assessment-engine.wasm', holder: 'engine-wasm', integrity: INTEGRITY.wasm },
});
