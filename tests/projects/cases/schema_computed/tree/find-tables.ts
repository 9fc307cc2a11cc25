import { globSync } from "glob";
export function tables() { return globSync("src/**/*.table.ts"); }
