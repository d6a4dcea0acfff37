// What the build puts into the scripts.

/** Version of the product. */
declare const VERSION: string;
/** The first digits of a hash by which this build of the script is known; only in the script itself. */
declare const BUILD: string;
/** Hash of each file that the script loads, in the form of the attribute `integrity`. */
declare const INTEGRITY: { wasm: string; [part: string]: string };
/** Hash of each part that reviewers load, which the engine's part knows. */
declare const MODE_PARTS: Record<string, string>;
/** Text of the report's stylesheet. */
declare const REPORT_STYLE: string;
/** Text of the review's stylesheet. */
declare const REVIEW_STYLE: string;
/** Text of the batch part's stylesheet. */
declare const BATCH_STYLE: string;

/** Digests of the policy files that the build has checked. */
declare const CHECKED_POLICIES: readonly number[];

/** The glue that wasm-bindgen generates for the wasm of an entry, as www/build/glue.mjs cuts it. */
declare module 'glue' {
  const createGlue: any;
  export default createGlue;
}

/** Of browsers that can require trusted types. */
declare const trustedTypes: {
  createPolicy(
    name: string,
    rules: { createScriptURL(input: string): string },
  ): { createScriptURL(input: string): string };
};
