const assert = require("node:assert/strict");
const { server } = require("../src/server");

describe("POST /count", () => {
  it("counts words by length", async () => {
    const answer = await server.inject({ method: "POST", url: "/count", payload: { text: "a bb bb ccc" } });
    assert.deepEqual(answer.json(), { 1: 1, 2: 2, 3: 1 });
  });
});
