/**
 * What has been started under a key, or is started now. If it fails, the next call starts it again.
 * @template Result
 * @param {Record<string, Promise<Result>>} started Not a map: old pages have a Map of their own.
 * @param {string} key
 * @param {() => Promise<Result>} start
 */
export function once(started, key, start) {
  if (!started[key]) {
    started[key] = start();
    started[key].catch(() => {
      delete started[key];
    });
  }
  return started[key];
}
