// Secrets are kept out of texts, however they are cut into pieces.
import { expect, test } from "vitest";
import { maskedEvent } from "../../server/src/docker/build-outcome";
import { LogTail } from "../../server/src/docker/log-tail";
import { Mask } from "../../server/src/docker/mask";

function maskOf(...secrets: string[]): Mask {
  const mask = new Mask();
  for (const secret of secrets) mask.add(Buffer.from(secret));
  return mask;
}

test("a secret, its lines, and what they assign", () => {
  expect(maskOf("s3cret\n").text("a s3cret, as3cretb")).toBe("a ***, a***b");
  const file = maskOf('//host/:_authToken=npm_0123\npassword: "hunter22",\n{\n  "key": "open sesame"\n}\n');
  expect(file.text("token npm_0123")).toBe("token ***");
  expect(file.text("it is hunter22")).toBe("it is ***");
  expect(file.text('{ "open sesame" }')).toBe("{ *** }");
  expect(maskOf("").text("nothing")).toBe("nothing");
});

test("wherever a secret is cut, nothing of it is shown, and everything else is", () => {
  const secret = "abcabd-0123456789";
  const text = `abc abcab ${secret}${secret} abcabd-012 abcabcabd-0123456789 end`;
  const wanted = text.replaceAll(secret, "***");
  for (let first = 0; first <= text.length; first++) {
    for (let second = first; second <= text.length; second += 3) {
      const stream = maskOf(secret).stream();
      const pieces = [text.slice(0, first), text.slice(first, second), text.slice(second)];
      expect(pieces.map((piece) => stream.add(piece)).join("") + stream.end()).toBe(wanted);
    }
  }
});

test("what cannot become a secret does not wait", () => {
  const stream = maskOf("secret").stream();
  expect(stream.add("50 % done")).toBe("50 % done");
  expect(stream.add(", se")).toBe(", ");
  expect(stream.add("nt")).toBe("sent");
});

test("of a large secret no piece is shown, and it takes no time to speak of", () => {
  const secret = "x".repeat(500_000);
  const stream = maskOf(secret).stream();
  let shown = "";
  for (let start = 0; start < secret.length; start += 10_000) shown += stream.add(secret.slice(start, start + 10_000));
  expect(shown).toMatch(/^[*]+$/);
});

test("the end of a log holds none either", () => {
  const tail = new LogTail(5, 1, maskOf("s3cret"));
  expect(tail.add("output", Buffer.from("it is s3c"))).toBe("it is ");
  expect(tail.add("errors", Buffer.from("oh\n"))).toBe("oh\n");
  expect(tail.add("output", Buffer.from("ret, s3"))).toBe("***, ");
  expect(tail.end()).toBe("s3");
  expect(tail.text).toBe("it is ***, s3\noh");
});

test("what an image says in its check holds none, while it is told and at the end", () => {
  const result = { passed: false, durationMs: 1, message: "`cat s3cret` failed.", logTail: "s3cret" };
  const event = maskedEvent({ kind: "check", state: "ended", result }, maskOf("s3cret"));
  expect(event).toMatchObject({ result: { message: "`cat ***` failed.", logTail: "***" } });
});
