export type Theme = { dark: boolean };
export const dark = "dark";
