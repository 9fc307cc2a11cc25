import { members } from "./schema";
export const query = members;
