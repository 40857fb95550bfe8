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

test("secrets that overlap, hold each other, or are short", () => {
  expect(maskOf("abc-", "c-s3cret").text("abc-s3cret, c-s3cretabc-")).toBe("***, ******");
  expect(maskOf("s3cret", "s3cret-and-more").text("s3cret-and, s3cret-and-more")).toBe("***-and, ***");
  const stream = maskOf("x1").stream();
  expect(stream.add("a x") + stream.add("1b x") + stream.end()).toBe("a ***b x");
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

test("nor does it show in a URL, in JSON or in base64", () => {
  const secret = 'p@ss/w+rd:"42"';
  const mask = maskOf(`${secret}\n`);
  const base64 = (text: string) => Buffer.from(text).toString("base64");
  expect(mask.text(`https://me:${encodeURIComponent(secret)}@host/`)).toBe("https://me:***@host/");
  // As Python writes it, which leaves the slash.
  expect(mask.text("https://me:p%40ss/w%2Brd%3A%2242%22@host/")).toBe("https://me:***@host/");
  expect(mask.text(JSON.stringify({ token: secret }))).toBe('{"token":"***"}');
  expect(mask.text(`_auth = ${base64(secret)}`)).toBe("_auth = ***");
  expect(mask.text(base64(`${secret}\n`))).toBe("***");
  for (const name of ["a", "me", "you", "them"]) {
    for (const more of ["", "\n", "ab"]) {
      const shown = mask.text(`Basic ${base64(`${name}:${secret}${more}`)}`);
      expect(shown, `${name} ${more}`).toMatch(/^Basic [\w+/]{1,8}\*\*\*[\w+/]{0,4}={0,2}$/);
    }
  }
  const long = "0123456789abcdef".repeat(8);
  const inLines = base64(long).replace(/.{76}/g, "$&\n");
  expect(maskOf(long).text(inLines)).toBe("***\n***\n***");
  const unsafe = Buffer.from([0xfb, 0xff, 0xfe, 0xfb, 0xff, 0xfe, 0xfb, 0xff, 0xfe]);
  const bytes = new Mask();
  bytes.add(unsafe);
  expect(bytes.text(unsafe.toString("base64url"))).toBe("***");
});

test("a step's title holds none", () => {
  const event = { kind: "step" as const, instruction: undefined, title: "load s3cret", state: "started" as const };
  expect(maskedEvent({ ...event, durationMs: undefined }, maskOf("s3cret"))).toMatchObject({ title: "load ***" });
});
