/**
 * An error with the code of a failure; the script that has loaded this part finds its sentence.
 * @param {string} failure
 */
export const failed = (failure) => Object.assign(new Error(failure), { failure });
