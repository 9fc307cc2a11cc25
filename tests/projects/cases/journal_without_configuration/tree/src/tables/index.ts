export * from "./notes";
export * from "./marks";
