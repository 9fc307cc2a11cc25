export const EXTRA = "extras";
