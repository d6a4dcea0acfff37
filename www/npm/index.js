// For bundlers. The script defines <drc-assessment> and the global; where another copy of it came
// first, that one stays, and this is it.

import './drc-assessment.js';

export const { DrcAssessment } = window;
export default DrcAssessment;
