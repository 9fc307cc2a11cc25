export * from "./people";
export * from "./catalogue";
export * from "./sales";
export * from "./support";
