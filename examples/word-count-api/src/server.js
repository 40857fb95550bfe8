// A small HTTP service: POST /count with a text, get its words by length.
const fastify = require("fastify");
const { count } = require("../native/build/Release/word_count.node");

const server = fastify({ logger: true });
server.get("/health", async () => ({ status: "ok" }));
server.post("/count", async (request) => count(String(request.body?.text ?? "")));

if (require.main === module) server.listen({ port: Number(process.env.PORT ?? 8080), host: "0.0.0.0" });
module.exports = { server };
