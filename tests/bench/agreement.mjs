// Whether everybody decides the same zones alike, which is asked before anything is timed.

/**
 * Throws where a contender decides a criterion of a zone otherwise than the product.
 * @param {import('./contenders.mjs').Contender[]} contenders
 * @param {{ plain: object }[]} zones
 * @param {{ findings: { criterion: string, outcome: string }[] }[]} assessments
 * @returns {Promise<Record<string, number>>} How many decisions were compared, by contender.
 */
export async function compare(contenders, zones, assessments) {
  const compared = {};
  for (const { name, outcomes } of contenders) {
    compared[name] = 0;
    for (const [place, { plain }] of zones.entries()) {
      const expected = Object.fromEntries(
        assessments[place].findings.map(({ criterion, outcome }) => [criterion, outcome]),
      );
      for (const [criterion, outcome] of Object.entries(await outcomes(plain))) {
        const wanted = typeof outcome === 'boolean' ? expected[criterion] === 'met' : expected[criterion];
        if (outcome !== wanted) {
          throw new Error(`${name}: ${criterion} is ${outcome} and not ${wanted} for ${JSON.stringify(plain)}`);
        }
        compared[name] += 1;
      }
    }
  }
  return compared;
}
