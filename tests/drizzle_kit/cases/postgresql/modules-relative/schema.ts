export * from "./tables/users";
export { posts as articles } from "./tables/posts.js";
export { default as tags } from "./tables/tags.ts";
export * as more from "./tables/more";
export type { User } from "./tables/users";
