// What the build puts into the scripts.

/** Version of the product. */
declare const VERSION: string;
/** Hash of each file that the script loads, in the form of the attribute `integrity`. */
declare const INTEGRITY: { wasm: string; [part: string]: string };
/** Text of the report's stylesheet. */
declare const REPORT_STYLE: string;

/** The loader that wasm-bindgen generates, as www/build/glue.mjs cuts it. */
declare module 'glue' {
  export default function createGlue(
    module: WebAssembly.Module,
    wrapExports: (exports: WebAssembly.Exports) => WebAssembly.Exports,
  ): Promise<object>;
}
