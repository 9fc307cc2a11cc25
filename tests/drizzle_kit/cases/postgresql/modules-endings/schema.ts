export * from "./a.mjs";
export * from "./b";
export * from "./c";
export * from "./d.mjs";
