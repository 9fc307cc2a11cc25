export const NAME = "nobody";
