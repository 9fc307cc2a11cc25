import { make } from "some-preset";

export default make();
