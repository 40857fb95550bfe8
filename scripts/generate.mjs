// Writes everything that is made from something else: the rule pages and the settings' descriptions.
import { generateRulePages } from "./generate-rule-pages.mjs";
import { generateSettings } from "./generate-settings.mjs";

const stale = [...(await generateRulePages()), ...(await generateSettings())];
console.log(stale.length > 0 ? `Written: ${stale.join(", ")}` : "Everything generated is fresh.");
