/** The files of each part, in the order in which they are loaded. */
export const PARTS: Record<string, { name: string; url: URL }[]>;
