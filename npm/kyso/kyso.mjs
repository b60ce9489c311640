// The same for modules: `import { kyso } from "kyso"`. The `vgca_*` functions are defined beside it.
import "./kyso.js";

export const kyso = globalThis.kyso;
export default kyso;
