// Where references point, which proxy is in between, and what challenges say.
import { describe, expect, test } from "vitest";
import { readChallenges } from "../../server/src/registry/authorization";
import { readImageAddress } from "../../server/src/registry/image-address";
import { proxyFor } from "../../server/src/registry/proxy";

describe("references", () => {
  const digest = `sha256:${"a1".repeat(32)}`;
  test.each([
    ["python", "docker.io", "registry-1.docker.io", "library/python", "latest", undefined],
    ["python:3.12-slim", "docker.io", "registry-1.docker.io", "library/python", "3.12-slim", undefined],
    ["docker.io/python:3", "docker.io", "registry-1.docker.io", "library/python", "3", undefined],
    ["index.docker.io/team/app", "docker.io", "registry-1.docker.io", "team/app", "latest", undefined],
    ["team/app:1", "docker.io", "registry-1.docker.io", "team/app", "1", undefined],
    ["ghcr.io/a/b/c:v1", "ghcr.io", "ghcr.io", "a/b/c", "v1", undefined],
    ["localhost/app", "localhost", "localhost", "app", "latest", undefined],
    ["localhost:5000/app:1", "localhost:5000", "localhost:5000", "app", "1", undefined],
    ["[::1]:5000/app", "[::1]:5000", "[::1]:5000", "app", "latest", undefined],
    [`python@${digest}`, "docker.io", "registry-1.docker.io", "library/python", undefined, digest],
    [`quay.io/x/y:2@${digest}`, "quay.io", "quay.io", "x/y", "2", digest],
  ])("%s", (reference, registry, host, repository, tag, wanted) => {
    expect(readImageAddress(reference)).toMatchObject({ registry, host, repository, tag, digest: wanted });
  });

  test.each([
    "",
    " ",
    "Python",
    "a//b",
    "-a",
    "a:b:c/d",
    "example.com/",
    "exa mple.com/a",
    "user@example.com/a",
    "example.com/a?b",
    "example.com/../../secret",
    "example.com:port/a",
    "a@sha256:12",
    "a@md5:0123456789abcdef",
  ])("%j is none", (reference) => {
    expect(() => readImageAddress(reference)).toThrow("names no image that a registry could be asked for");
  });

  test("only this machine may do without TLS", () => {
    const local = (name: string) => readImageAddress(`${name}/app`).isLocal;
    expect(["localhost", "localhost:5000", "127.0.0.1:80", "127.1.2.3", "[::1]:5000"].every(local)).toBe(true);
    expect(["localhost.example.com", "127.example.com", "10.0.0.1:5000", "registry:5000"].some(local)).toBe(false);
  });
});

describe("proxies", () => {
  const host = (url: string, environment: Record<string, string>) => proxyFor(new URL(url), environment)?.host;
  const https = { HTTPS_PROXY: "http://proxy.example.com:3128" };

  test("are those of the environment, lower case first", () => {
    expect(host("https://quay.io/v2/", https)).toBe("proxy.example.com:3128");
    expect(host("https://quay.io/v2/", { ...https, https_proxy: "other:1" })).toBe("other:1");
    expect(host("https://quay.io/v2/", { HTTP_PROXY: "http://proxy" })).toBeUndefined();
    expect(host("https://quay.io/v2/", {})).toBeUndefined();
    expect(host("https://quay.io/v2/", { HTTPS_PROXY: "http://" })).toBeUndefined();
  });

  test.each([
    ["quay.io", true],
    [".quay.io", true],
    ["*.quay.io, example.com", true],
    ["*", true],
    ["io", true],
    ["quay.io:443", true],
    ["quay.io:8443", false],
    ["ay.io", false],
    ["cdn.quay.io", false],
  ])("are passed by for NO_PROXY=%s: %s", (list, isExempt) => {
    expect(host("https://quay.io/v2/", { ...https, NO_PROXY: list }) === undefined).toBe(isExempt);
  });

  test("are never asked for this machine", () => {
    expect(host("https://localhost:5000/v2/", https)).toBeUndefined();
    expect(host("http://127.0.0.1:5000/v2/", { HTTP_PROXY: "http://proxy" })).toBeUndefined();
  });
});

describe("challenges", () => {
  test.each([
    [
      'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:library/a:pull,push"',
      [
        {
          scheme: "bearer",
          parameters: {
            realm: "https://auth.docker.io/token",
            service: "registry.docker.io",
            scope: "repository:library/a:pull,push",
          },
        },
      ],
    ],
    ["Basic realm=plain", [{ scheme: "basic", parameters: { realm: "plain" } }]],
    [
      'Negotiate, Basic realm="a \\"b\\"", Bearer realm="c", service=d',
      [
        { scheme: "negotiate", parameters: {} },
        { scheme: "basic", parameters: { realm: 'a "b"' } },
        { scheme: "bearer", parameters: { realm: "c", service: "d" } },
      ],
    ],
    ["", []],
    ['realm="alone"', []],
  ])("%s", (header, expected) => {
    expect(readChallenges(header)).toEqual(expected);
  });
});
