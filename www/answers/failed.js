/** A failure by its code: the script that has loaded this part finds the sentence. */
export const failed = (failure) => Object.assign(new Error(failure), { failure });
