export * from "./people.js";
export { pets as animals } from "./pets";
export { default as houses } from "./houses.ts";
